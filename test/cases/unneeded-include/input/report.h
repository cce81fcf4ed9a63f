/* Tells what happened */
#ifndef REPORT_H
#define REPORT_H



enum report_kind {
	REPORT_BEGIN,
	REPORT_END,
};

void report(struct host *host, enum report_kind kind);
#endif
