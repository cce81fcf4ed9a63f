// SPDX-License-Identifier: GPL-2.0
/* The only thing */
#include <linux/kernel.h>
#include "a.h"

MODULE_LICENSE("GPL");
