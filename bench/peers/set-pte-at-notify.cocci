// The rename that Coccinelle can express: bench/jobs.ts.
@@
expression list arguments;
@@
- set_pte_at_notify(arguments)
+ set_pte_at(arguments)
