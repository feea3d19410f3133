// Shifts lines and instantiates in another order.
#include "shared.h"
void other() { repeat([] {}); useBox(); }
static void internal() {}
void useInternal() { internal(); }
