/* Counts, broken-down times, texts and Python's own times through the NpyDatetime functions, valid and not. */
#include "program.h"
#include <string.h>

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

static const NPY_DATETIMEUNIT units[] = {
    NPY_FR_Y, NPY_FR_M, NPY_FR_W, NPY_FR_D, NPY_FR_h, NPY_FR_m, NPY_FR_s, NPY_FR_ms, NPY_FR_us, NPY_FR_ns, NPY_FR_ps,
    NPY_FR_fs, NPY_FR_as, NPY_FR_GENERIC,
};
static const NPY_CASTING castings[] = {
    NPY_NO_CASTING, NPY_EQUIV_CASTING, NPY_SAFE_CASTING, NPY_SAME_KIND_CASTING, NPY_UNSAFE_CASTING,
};

static void say_struct(const char *label, const npy_datetimestruct *t)
{
    say("%s %lld-%d-%d %d:%d:%d.%d %d %d", label, (long long)t->year, t->month, t->day, t->hour, t->min, t->sec, t->us,
        t->ps, t->as);
}

static const npy_datetimestruct none = {-7, -7, -7, -7, -7, -7, -7, -7, -7};

static void run(void)
{
    section("ConvertDatetime64ToDatetimeStruct");
    npy_datetime counts[] = {0, 1, -1, 59, 60, 365, -719162, 86399, 86400, 1000000, -1000001, 4102444800LL, 1LL << 40,
                             -(1LL << 40), NPY_MAX_INT64, -(1LL << 62), NPY_DATETIME_NAT};
    for (int u = 0; u < COUNT(units); u++) {
        for (int num = 1; num <= 25; num += 12) {
            PyArray_DatetimeMetaData meta = {units[u], num};
            for (int i = 0; i < COUNT(counts); i++) {
                if (num > 1 && (counts[i] > (1LL << 40) || counts[i] < -(1LL << 40)) && counts[i] != NPY_DATETIME_NAT) {
                    continue;
                }
                npy_datetimestruct t = none;
                int status = NpyDatetime_ConvertDatetime64ToDatetimeStruct(&meta, counts[i], &t);
                say("%d x %d %lld: %d", (int)units[u], num, (long long)counts[i], status);
                if (status == 0) {
                    say_struct("", &t);
                    npy_datetime back = -77;
                    say(" back %d", NpyDatetime_ConvertDatetimeStructToDatetime64(&meta, &t, &back));
                    say(" %lld", (long long)back);
                }
                say("\n");
                say_error("error");
            }
        }
    }

    section("ConvertDatetimeStructToDatetime64");
    npy_datetimestruct times[] = {
        {2020, 2, 29, 12, 30, 45, 123456, 789012, 345678}, {1969, 12, 31, 23, 59, 59, 999999, 999999, 999999},
        {1, 1, 1, 0, 0, 0, 0, 0, 0}, {-4712, 1, 1, 0, 0, 0, 0, 0, 0}, {NPY_DATETIME_NAT, 1, 1, 0, 0, 0, 0, 0, 0},
        {9999, 12, 31, 23, 59, 59, 0, 0, 0}, {2000, 3, 1, 0, 0, 0, 0, 0, 0}, {1900, 2, 28, 24, 0, 0, 0, 0, 0},
    };
    for (int u = 0; u < COUNT(units); u++) {
        for (int num = 1; num <= 7; num += 6) {
            PyArray_DatetimeMetaData meta = {units[u], num};
            for (int i = 0; i < COUNT(times); i++) {
                npy_datetime out = -77;
                int status = NpyDatetime_ConvertDatetimeStructToDatetime64(&meta, &times[i], &out);
                if (status == 0 && units[u] > NPY_FR_us && times[i].year != NPY_DATETIME_NAT &&
                    (times[i].year < 1960 || times[i].year > 1980)) {
                    /* Counts that do not fit wrap around in the reference, which is undefined. */
                    continue;
                }
                say("%d x %d time %d: %d %lld\n", (int)units[u], num, i, status, (long long)out);
                say_error("error");
            }
        }
    }

    section("ConvertPyDateTimeToDatetimeStruct");
    const char *objects[] = {
        "datetime.date(2020, 2, 29)", "datetime.datetime(1999, 12, 31, 23, 59, 58, 123456)",
        "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30)))",
        "datetime.datetime(2020, 1, 1, 3, tzinfo=datetime.timezone.utc)", "datetime.time(1, 2)", "datetime.timedelta(3)",
        "3", "'2020'", "None", "types.SimpleNamespace(year=2020, month=2, day=30)",
        "types.SimpleNamespace(year=2020, month=2, day=29)", "types.SimpleNamespace(year=2020, month=13, day=29)",
        "types.SimpleNamespace(year='x', month=2, day=29)",
        "types.SimpleNamespace(year=2021, month=2, day=3, hour=4, minute=5, second=6, microsecond=7)",
        "types.SimpleNamespace(year=2021, month=2, day=3, hour=24, minute=5, second=6, microsecond=7)",
        "types.SimpleNamespace(year=2021, month=2, day=3, hour=4, minute=5, second=6, microsecond=7, tzinfo=None)",
        "np.datetime64('2020-01-01')",
    };
    PyObject *scope = PyDict_New();
    PyObject *imports = PyRun_String("import datetime, types, numpy as np", Py_file_input, scope, scope);
    Py_XDECREF(imports);
    for (int i = 0; i < COUNT(objects); i++) {
        PyObject *o = PyRun_String(objects[i], Py_eval_input, scope, scope);
        for (int apply = 0; apply < 2; apply++) {
            npy_datetimestruct t = none;
            NPY_DATETIMEUNIT best = 77;
            int status = NpyDatetime_ConvertPyDateTimeToDatetimeStruct(o, &t, &best, apply);
            say("%s %d: %d", objects[i], apply, status);
            if (status == 0) {
                say_struct("", &t);
                say(" %d", (int)best);
            }
            say("\n");
            say_error("error");
            if (status == 0) {
                say("without a unit %d\n", NpyDatetime_ConvertPyDateTimeToDatetimeStruct(o, &t, NULL, apply));
            }
        }
        say("references %zd\n", Py_REFCNT(o) > 100 ? 0 : Py_REFCNT(o));
        Py_DECREF(o);
    }
    Py_DECREF(scope);

    section("GetDatetimeISO8601StrLen");
    for (int u = -1; u < COUNT(units); u++) {
        NPY_DATETIMEUNIT unit = u < 0 ? NPY_FR_ERROR : units[u];
        say("%d: %d %d\n", u, NpyDatetime_GetDatetimeISO8601StrLen(0, unit), NpyDatetime_GetDatetimeISO8601StrLen(1, unit));
        say_error("error");
    }

    section("MakeISO8601Datetime");
    for (int i = 0; i < COUNT(times); i++) {
        for (int u = 0; u < COUNT(units); u++) {
            for (int utc = 0; utc < 2; utc++) {
                char text[100];
                memset(text, '#', sizeof text);
                npy_datetimestruct t = times[i];
                int status = NpyDatetime_MakeISO8601Datetime(&t, text, 64, 0, utc, units[u], -1, NPY_UNSAFE_CASTING);
                say("%d %d %d: %d %s\n", i, (int)units[u], utc, status, status ? "" : text);
                say_error("error");
            }
        }
    }
    for (int c = 0; c < COUNT(castings); c++) {
        for (int u = -1; u < COUNT(units); u++) {
            char text[100] = "";
            npy_datetimestruct t = times[0];
            int status =
                NpyDatetime_MakeISO8601Datetime(&t, text, 64, 0, 0, u < 0 ? NPY_FR_ERROR : units[u], -1, castings[c]);
            say("casting %d unit %d: %d %s\n", (int)castings[c], u, status, status ? "" : text);
            say_error("error");
        }
    }
    for (int offset = -750; offset <= 750; offset += 250) {
        char text[100] = "";
        npy_datetimestruct t = times[0];
        int status = NpyDatetime_MakeISO8601Datetime(&t, text, 64, 1, 0, NPY_FR_m, offset, NPY_UNSAFE_CASTING);
        say("offset %d: %d %s\n", offset, status, status ? "" : text);
        say_error("error");
    }
    for (int room = 1; room < 45; room++) {
        char text[100];
        memset(text, '#', sizeof text);
        npy_datetimestruct t = times[0];
        int status = NpyDatetime_MakeISO8601Datetime(&t, text, room, 0, 1, NPY_FR_as, -1, NPY_UNSAFE_CASTING);
        say("room %d: %d behind %c\n", room, status, text[room]);
        say_error("error");
    }

    section("ParseISO8601Datetime");
    const char *texts[] = {
        "2020", "2020-02", "2020-02-29", "2020-02-30", "2020-13", "2020-02-29T12", "2020-02-29T12:30", "2020-02-29 12:30:45",
        "2020-02-29T12:30:45.1", "2020-02-29T12:30:45.123456789012345678", "2020-02-29T12:30:45.1234567890123456789",
        "2020-02-29T12:30Z", "2020-02-29T12:30+05", "2020-02-29T12:30-0530", "2020-02-29T12:30+05:30", "2020-02-29T24:00", "2020-02-29T12:60",
        "2020-02-29T12:30:61", "NaT", "nat", "NAT", "", " 2020", "2020 ", "20", "-0001-01-01", "+12345-01-01", "20200229",
        "2020-0229", "2020-02-29T", "2020-02-29T1", "x", "2020-02-29T12:30:45.", "2020-2-9", "2020-02-29T12:30:4", "1e4", "today?",
        "99999999999-01-01", "2020-02-29T12-30",
    };
    for (int i = 0; i < COUNT(texts); i++) {
        for (int u = -1; u < COUNT(units); u += 3) {
            for (int c = 0; c < COUNT(castings); c += 2) {
                npy_datetimestruct t = none;
                NPY_DATETIMEUNIT best = 77;
                npy_bool special = 7;
                NPY_DATETIMEUNIT unit = u < 0 ? NPY_FR_ERROR : units[u];
                int status = NpyDatetime_ParseISO8601Datetime(texts[i], (Py_ssize_t)strlen(texts[i]), unit, castings[c],
                                                              &t, &best, &special);
                say("'%s' %d %d: %d", texts[i], (int)unit, (int)castings[c], status);
                if (status == 0) {
                    say_struct("", &t);
                    say(" best %d special %d", (int)best, special);
                }
                say("\n");
                say_error("error");
            }
        }
    }
    npy_datetimestruct t;
    say_int("part of a text", NpyDatetime_ParseISO8601Datetime("2020-02-29T", 7, NPY_FR_ERROR, NPY_SAME_KIND_CASTING, &t, NULL, NULL));
    say_struct("", &t);
    say("\n");

    section("metadata");
    /* What pandas and others write into a descriptor of their own. */
    PyArray_Descr *d = PyArray_DescrNewFromType(NPY_DATETIME), *other = PyArray_DescrFromType(NPY_DATETIME);
    PyArray_DatetimeMetaData *meta = &((PyArray_DatetimeDTypeMetaData *)PyDataType_C_METADATA(d))->meta;
    say("%d %d\n", (int)meta->base, meta->num);
    meta->base = NPY_FR_ms;
    meta->num = 25;
    npy_intp two = 2;
    PyArrayObject *a = (PyArrayObject *)PyArray_Zeros(1, &two, (PyArray_Descr *)Py_NewRef(d), 0);
    say_object("dtype", Py_NewRef(PyArray_DESCR(a)));
    say_object("shared", Py_NewRef(other));
    say_object("list", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
    PyObject *scalar = PyArray_Scalar(PyArray_DATA(a), d, NULL);
    say("%lld %d %d\n", (long long)PyArrayScalar_VAL(scalar, Datetime), (int)((PyDatetimeScalarObject *)scalar)->obmeta.base,
        ((PyDatetimeScalarObject *)scalar)->obmeta.num);
    ((PyDatetimeScalarObject *)scalar)->obval = 40;
    say_object("scalar", scalar);
    Py_DECREF(a);
    Py_DECREF(d);
    Py_DECREF(other);
}
