import type { Grammar } from './grow-text.js';

/** Grammars of what the parsers read. FOO is what goes; the first choice of each name ends. */

const CONDITION = {
  cond: ['<macro>', 'defined(<macro>)', 'defined <macro>', '!<cond>', '<cond> && <cond>', '<cond> || <cond>', '(<cond>)', '<number> <op> <cond>', '<cond> <op> <number>', 'IS_ENABLED(<macro>)', '<cond> ? <cond> : <cond>', '<cond> /* <macro> */', '<cond> \\\n\t&& <cond>', 'F(<cond>, <cond>)', '-<cond>', '\'a\''],
  macro: ['A', 'CONFIG_FOO', 'CONFIG_FOO', 'CONFIG_FOO_MODULE', 'CONFIG_BAR', 'B', 'CONFIG_FOOBAR', '__x'],
  number: ['0', '1', '0x10', '2UL', '-1', '07', '1.5', '99999999999999999999'],
  op: ['==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^', ','],
} as const; // prettier-ignore

export const EXPRESSION: Grammar = { start: ['<cond>', '<cond> // <macro>', '  <cond>  '], ...CONDITION };

export const C: Grammar = {
  start: ['<item>', '<items>', '<items><items>', '<items><items><items>'],
  items: ['<item>', '<item>\n<items>', '<item>\n\n<items>'],
  item: ['int <name>;\n', '<function>', '<function>', '<group>', 'static <type> <name>(<parameters>);\n', '#define <name> <expr>\n', '#define <name>(x) <expr>\n', '#define <name>(x) do { <statement> } while (0)\n', '#define <name>(x) \\\n\t<expr>\n', '/* <macro> */\n', '// <macro>\n', 'EXPORT_SYMBOL(<name>);\n', '#include <linux/<name>.h>\n', '#undef <macro>\n', 'static <type> <name> = <expr>;\n', 'struct <name> {\n<members>};\n', 'static const struct <name> <name> = {\n\t.<name> = <expr>,\n#ifdef <macro>\n\t.<name> = <name>,\n#endif\n};\n', 'enum { <name>, <name> = <expr> };\n', 'typedef <type> <name>;\n', 'module_init(<name>);\n', '#error <macro>\n', 'asm("<name>");\n', '/**\n * <name>() - text\n * @<name>: <macro>\n */\n<function>'],
  members: ['\tint <name>;\n', '\tint <name>;\n<members>', '#ifdef <macro>\n<members>#endif\n', '\tint (*<name>)(<parameters>);\n<members>'],
  group: ['#ifdef <macro>\n<item>#endif\n', '#if <cond>\n<items>#endif /* <cond> */\n', '#if <cond>\n<items>#elif <cond>\n<items>#else /* !<macro> */\n<items>#endif\n', '#ifndef <macro>\n<item>#else\n<item>#endif\n', '# if <cond> /* c */\n<item># endif\n', '#ifdef <macro>\n<item>', '#elif <cond>\n', '#endif\n'],
  function: ['int <name>(void)\n{\n}\n', '<type> <name>(<parameters>)\n{\n<body>}\n', 'static <type> <name>(<parameters>)\n{\n<body>\treturn <expr>;\n}\n', 'static inline <type> __init <name>(<parameters>) { <statement> }\n'],
  body: ['', '\t<statement>\n<body>', '\t<statement>\n<body>', '\tint <name> = <expr>;\n<body>', '#ifdef <macro>\n<body>#endif\n', '#if <cond>\n<body>#else\n<body>#endif\n', '\t/* <macro> */\n<body>', '<name>:\n<body>'],
  statement: ['<name>();', ';', 'return;', 'return <expr>;', 'if (<expr>) <statement>', 'if (<expr>)\n\t\t<statement>\n\telse\n\t\t<statement>', 'if (<expr>) {\n<body>\t}', 'if (<expr>) {\n<body>\t} else if (<expr>) {\n<body>\t} else {\n<body>\t}', 'while (<expr>) <statement>', 'do { <statement> } while (<expr>);', 'for (;<expr>;) <statement>', 'switch (<expr>) {\n\tcase 1:\n<body>\t\tbreak;\n\tdefault:\n\t\t<statement>\n\t}', 'goto <name>;', '<name> = <expr>;', '{ <statement> <statement> }', 'BUILD_BUG_ON(<expr>);', 'list_for_each(<name>, <name>) <statement>', 'break;', '<name>-><name> = <expr>;', 'asm volatile("x" : : "r"(<expr>));', '(void)<expr>;'],
  expr: ['<name>', 'IS_ENABLED(CONFIG_FOO)', 'IS_ENABLED(CONFIG_FOO)', 'IS_BUILTIN(<macro>)', 'IS_MODULE(CONFIG_FOO)', 'IS_REACHABLE(CONFIG_FOO)', '<macro>', '!<expr>', '<expr> && <expr>', '<expr> || <expr>', '<expr> ? <expr> : <expr>', '(<expr>)', '<name>(<expr>)', '<name>(<expr>, <expr>)', '<expr> <op> <expr>', '<number>', '"<macro>"', '<name>-><name>', '(int)<expr>', 'sizeof(<expr>)', '({ <statement> <expr>; })', '<name>[<expr>]', '&<name>', '<expr> &&\n\t    <expr>', '-<expr>', '\'x\'', '{ <expr>, .a = <expr> }', '<name>##<name>'],
  type: ['int', 'void', 'bool', 'struct <name> *', 'unsigned long', 'const char *'],
  parameters: ['void', '<type> <name>', '<type> <name>, <type> <name>', '...'],
  name: ['f', 'g', 'h', 'x', 'y', 'foo_init', 'ops', 'label'],
  ...CONDITION,
}; // prettier-ignore

export const KCONFIG: Grammar = {
  start: ['<entries>', 'mainmenu "m"\n<entries>', '<entries><entries>'],
  entries: ['<entry>', '<entry>\n<entries>', '<entry>\n<entries>'],
  entry: ['config <symbol>\n\tbool "<text>"\n', 'config FOO\n\t<type> "<text>"\n<lines>', 'config <symbol>\n\t<type> "<text>"\n<lines>', 'menuconfig <symbol>\n\t<type> "<text>"\n<lines>', 'config <symbol>\n\tdef_bool <expr>\n<lines>', 'if <expr>\n\n<entries>\nendif\n', 'if <expr>\n<entries>endif # <symbol>\n', 'menu "<text>"\n<lines>\n<entries>endmenu\n', 'choice\n\tprompt "<text>"\n<lines><entries>endchoice\n', 'comment "<text>"\n\tdepends on <expr>\n', 'source "<text>"\n', 'rsource "*"\n', '# <symbol>\n', '<symbol> := $(shell,<symbol>)\n', 'endif\n', 'if <expr>\n<entry>', 'endmenu\n'],
  lines: ['', '<line><lines>', '<line><lines>', '<line>'],
  line: ['\tdepends on <expr>\n', '\tdepends on <expr>\n', '\tselect <symbol>\n', '\tselect <symbol> if <expr>\n', '\timply <symbol> if <expr>\n', '\tdefault <expr>\n', '\tdefault <expr> if <expr>\n', '\tdefault "<text>"\n', '\trange <value> <value> if <expr>\n', '\tvisible if <expr>\n', '\tprompt "<text>" if <expr>\n', '\thelp\n\t  <text> CONFIG_FOO\n\n\t  <text>\n', '\t---help---\n\t  <text>\n', '\toptional\n', '\tmodules\n', '\toption env="FOO"\n', '\ttristate\n', '\tint\n', '\tdepends on <expr> && \\\n\t\t<expr>\n', '\t# <symbol>\n', '\tdepends on <expr> if <expr>\n', '\n'],
  expr: ['<symbol>', 'FOO', 'FOO', '!<expr>', '<expr> && <expr>', '<expr> || <expr>', '(<expr>)', '<symbol> = <value>', '<symbol> != <value>', '<symbol> < <value>', '$(cc-option,-f<symbol>)', 'y', 'n', 'm', '"y"', '!(<expr> && <expr>)'],
  symbol: ['BAR', 'FOO', 'FOO', 'BAZ', 'QUX', 'FOOBAR', '64BIT'],
  value: ['y', 'n', 'm', '0', '0x10', '"text"', '<symbol>', '-5'],
  type: ['bool', 'tristate', 'int', 'hex', 'string'],
  text: ['a text', 'Kconfig', 'FOO', 'd/Kconfig', '$(ARCH)/Kconfig', 'a \\" b', ''],
}; // prettier-ignore

export const MAKEFILE: Grammar = {
  start: ['<lines>', '<lines><lines>', '<lines><lines><lines>'],
  lines: ['<line>', '<line><lines>', '<line><lines>'],
  line: ['obj-y += a.o\n', 'obj-$(CONFIG_FOO) += <objects>\n', 'obj-$(CONFIG_FOO) += <objects>\n', 'obj-<set> <assign> <objects>\n', '<name>-<set> <assign> <objects>\n', 'ifdef <variable>\n<lines>endif\n', 'ifdef CONFIG_FOO\n<lines>else\n<lines>endif\n', 'ifeq (<value>,<value>)\n<lines>endif # <variable>\n', 'ifneq ($(CONFIG_FOO),<value>)\n<lines>else ifdef <variable>\n<lines>else\n<lines>endif\n', 'ifndef <variable>\n<lines>endif\n', '<name> := <value>\n', '<name> <assign> <value>\n', 'define <name>\n<lines>endef\n', '<name>: <objects>\n\techo <value>\n', '# <variable>\n', 'include <value>/<name>.mk\n', '-include $(<variable>)\n', 'export <variable>\n', 'obj-$(CONFIG_FOO) += a.o \\\n\tb.o \\\n\tc.o # d\n', 'subdir-$(CONFIG_FOO) += <name>/\n', '\n', 'endif\n', 'else\n', 'ifdef <variable>\n', 'CFLAGS_<name>.o += -D<variable>\n', '$(if <value>,<value>)\n', 'unexport <variable>\n', 'override <name> = <value>\n'],
  set: ['y', '$(CONFIG_FOO)', '$(CONFIG_BAR)', 'm', '$(CONFIG_FOO:m=y)', '$(subst m,y,$(CONFIG_FOO))', 'objs', '${CONFIG_FOO}'],
  objects: ['a.o', 'b.o', 'c/', 'a.o <objects>', 'a.o b.o', '$(<variable>)', '$(obj)/a.o', '<name>-y.o', '$(if $(CONFIG_FOO),a.o,<objects>)', '$(patsubst %.o,%.c,<objects>)', '$(<name>-y)'],
  assign: ['+=', ':=', '=', '?='],
  variable: ['CONFIG_FOO', 'CONFIG_BAR', 'CONFIG_FOO', 'A', 'CONFIG_FOO_X', 'KBUILD_CFLAGS'],
  value: ['y', '', '$(CONFIG_FOO)', '$(CONFIG_BAR)$(CONFIG_FOO)', '"$(CONFIG_FOO)"', '$(filter y,$(CONFIG_FOO) <value>)', '$(or $(CONFIG_FOO),<value>)', '$(and $(CONFIG_FOO),<value>)', '$(if $(CONFIG_FOO),<value>,<value>)', 'm', '$$x', '$(call f,<value>)', '$(strip <value>)', '$(shell echo <value>)', '$(findstring y,<value>)', '$(', ')'],
  name: ['a', 'b', 'foo', 'c'],
}; // prettier-ignore

export const DEFCONFIG: Grammar = {
  start: ['<line>', '<lines>', '<lines><lines>'],
  lines: ['<line>', '<line><lines>', '<line><lines>'],
  line: ['CONFIG_<symbol>=<value>\n', '# CONFIG_<symbol> is not set\n', '# <symbol> CONFIG_<symbol>\n', '\n', 'CONFIG_<symbol>\n', '  CONFIG_<symbol> = <value>\n', '#\n# <symbol>\n#\n', 'CONFIG_<symbol>=<value> # CONFIG_FOO\n'],
  symbol: ['FOO', 'BAR', 'FOOBAR', 'FOO_X'],
  value: ['y', 'n', 'm', '""', '"a \\" b"', '0x10', '', '17'],
}; // prettier-ignore

export const MAINTAINERS: Grammar = {
  start: ['<sections>', 'Text\n\nMaintainers List\n----------------\n\n<sections>'],
  sections: ['<section>', '<section>\n<sections>'],
  section: ['NAME\n<line>', 'NAME OF X\n<lines>', '<lines>'],
  lines: ['<line>', '<line><lines>', '<line><lines>'],
  line: ['M:\t<person>\n', 'L:\t<address>\n', 'L:\t<address> (moderated)\n', 'F:\t<pattern>\n', 'X:\t<pattern>\n', 'N:\t<regex>\n', 'K:\t<regex>\n', 'S:\tMaintained\n', 'R:\t<person>\n', 'T:\tgit x\n', 'Z\n', ':\n', 'F:\n'],
  person: ['A B <a@b.c>', '"A, B" <a@b>', 'a@b', '<>', 'A', 'A <a@b> (text)'],
  address: ['a@b.c', 'b'],
  pattern: ['*', 'a/', 'a/*', 'a/*/b.[ch]', '*/a', 'a?b', '{a,b}', '**', '[', '\\'],
  regex: ['[^a-z]foo', '\\b(?:a|b)\\b', '(', '[', 'a+*', '(?i)a', '\\', '(a+)+$', '{', 'a{1,2}'],
}; // prettier-ignore

export const RULE: Grammar = {
  start: ['<document>', '<document>---\n<document>', '%YAML 1.2\n---\n<document>'],
  document: ['remove:\n<removals>', 'subject: <text>\nremove:\n<removals>scope:\n  include: [<glob>, <glob>]\n', 'rename:\n  - config: <name>\n    to: <name>\n', 'replace:\n  - <kind>: <name>\n    with: <text>\n', 'message: |\n  <text>\n\n  <text>\ncascade: <value>\nremove: [{config: <name>, value: <value>}]\n', 'add:\n  - depends-on: <name>\n    to: <name>\n', '<text>\n', '- <text>\n', '&a [*a, *a]\n'],
  removals: ['<removal>', '<removal><removals>'],
  removal: ['  - config: <name>\n    value: <value>\n', '  - <kind>: <name>\n    value: <value>\n', '  - member: <name>\n    of: struct <name>\n', '  - { <kind>: <name>, <text>: <text> }\n', '  - config: <name>\n    value: <value>\n    inherit: [<name>, <name>]\n', '  - call: <name>($x, $...y)\n'],
  kind: ['config', 'function', 'macro', 'member', 'parameter', 'return', 'variable', 'enumerator', 'type', 'tracepoint', 'file', 'header', 'call', 'x'],
  name: ['FOO', 'BAR', 'foo_bar', '"q"', '64BIT', '', '~', '[]', '{}', 'a b'],
  value: ['y', 'n', 'm', '0x10', '"text"', 'true', '1.5', '~', '|', '>-', '!!str y', '*a', '&a y'],
  text: ['text', '"quoted \\u0041"', "'single'", 'a: b', '# c', '? x', '\t', '{', '[', '@', '`'],
  glob: ['a/**', '"*.c"', "'{a,b}'", '""', '[x]'],
}; // prettier-ignore
