/*
 * A PKCS#11 module (v2.40) between a program and SoftHSM, as a module in the network behaves: while the file AWAY exists, it is out of
 * reach, and when it is back, it knows no session and no login any more. LIBRARY, CONFIGURATION and AWAY are given to the compiler.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CKR_GENERAL_ERROR 0x05UL
#define CKR_DEVICE_ERROR 0x30UL

typedef unsigned long (*function)();
typedef struct {
  unsigned char version[2];
  function all[68];
} functions;

/* Places in CK_FUNCTION_LIST. */
enum {
  GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, OPEN_SESSION = 12, CLOSE_ALL_SESSIONS = 14, LOGIN = 18,
  GET_ATTRIBUTE_VALUE = 24, FIND_OBJECTS_INIT = 26, FIND_OBJECTS = 27, SIGN_INIT = 42, SIGN = 43, SIGN_UPDATE = 44, SIGN_FINAL = 45
};

static functions *real, mine;
static int was_away;

static int is_away(void) {
  if (access(AWAY, F_OK) == 0) {
    was_away = 1;
    return 1;
  }
  if (was_away) {
    unsigned long slots[16], count = 16, i;
    was_away = 0;
    if (real->all[GET_SLOT_LIST](1, slots, &count) == 0) {
      for (i = 0; i < count; i++) real->all[CLOSE_ALL_SESSIONS](slots[i]);
    }
  }
  return 0;
}

#define PASSED_ON(name, place) \
  static unsigned long name(void *a, void *b, void *c, void *d, void *e, void *f, void *g, void *h) { \
    return is_away() ? CKR_DEVICE_ERROR : real->all[place](a, b, c, d, e, f, g, h); \
  }

PASSED_ON(get_slot_list, GET_SLOT_LIST)
PASSED_ON(get_token_info, GET_TOKEN_INFO)
PASSED_ON(open_session, OPEN_SESSION)
PASSED_ON(login, LOGIN)
PASSED_ON(get_attribute_value, GET_ATTRIBUTE_VALUE)
PASSED_ON(find_objects_init, FIND_OBJECTS_INIT)
PASSED_ON(find_objects, FIND_OBJECTS)
PASSED_ON(sign_init, SIGN_INIT)
PASSED_ON(sign, SIGN)
PASSED_ON(sign_update, SIGN_UPDATE)
PASSED_ON(sign_final, SIGN_FINAL)

unsigned long C_GetFunctionList(functions **list) {
  if (!real) {
    setenv("SOFTHSM2_CONF", CONFIGURATION, 1);
    void *library = dlopen(LIBRARY, RTLD_NOW);
    unsigned long (*get)(functions **) = library ? dlsym(library, "C_GetFunctionList") : 0;
    if (!get || get(&real)) return CKR_GENERAL_ERROR;
    memcpy(&mine, real, sizeof mine);
    mine.all[GET_FUNCTION_LIST] = (function) C_GetFunctionList;
    mine.all[GET_SLOT_LIST] = (function) get_slot_list;
    mine.all[GET_TOKEN_INFO] = (function) get_token_info;
    mine.all[OPEN_SESSION] = (function) open_session;
    mine.all[LOGIN] = (function) login;
    mine.all[GET_ATTRIBUTE_VALUE] = (function) get_attribute_value;
    mine.all[FIND_OBJECTS_INIT] = (function) find_objects_init;
    mine.all[FIND_OBJECTS] = (function) find_objects;
    mine.all[SIGN_INIT] = (function) sign_init;
    mine.all[SIGN] = (function) sign;
    mine.all[SIGN_UPDATE] = (function) sign_update;
    mine.all[SIGN_FINAL] = (function) sign_final;
  }
  *list = &mine;
  return 0;
}
