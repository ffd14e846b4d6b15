// Stands before the C library, counts the calls that change something below a folder, and ends the process with SIGKILL at one of them.
//   KILL_BELOW  the folder, absolute
//   KILL_KIND   the kind of call that is waited for: write, flush, create, rename, link, unlink or mkdir
//   KILL_AT     at which of them the process dies: before the call, or half way where it writes; 0 = at none
//   KILL_TOLD   a file that gets a line: at the kill the call, at an orderly end how many calls of each kind there were
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE, FLUSH, CREATE, RENAME, LINK, UNLINK, MKDIR, KINDS };
static const char *const names[KINDS] = { "write", "flush", "create", "rename", "link", "unlink", "mkdir" };
static atomic_int counts[KINDS];

static void tell(const char *line) {
    const char *file = getenv("KILL_TOLD");
    int fd = file == NULL ? -1 : (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (fd >= 0) syscall(SYS_write, fd, line, strlen(line));
}

static int is_below(const char *path) {
    const char *folder = getenv("KILL_BELOW");
    size_t length = folder == NULL ? 0 : strlen(folder);
    return length > 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

// Whether the process has to die at this call.
static int has_come(enum kind kind, const char *path) {
    if (!is_below(path)) return 0;
    int number = atomic_fetch_add(&counts[kind], 1) + 1;
    const char *which = getenv("KILL_KIND"), *at = getenv("KILL_AT");
    return which != NULL && at != NULL && strcmp(which, names[kind]) == 0 && number == atoi(at);
}

static void die(enum kind kind, const char *path) {
    char line[PATH_MAX + 64];
    snprintf(line, sizeof line, "%s %d: %s\n", names[kind], atomic_load(&counts[kind]), path);
    tell(line);
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void at_path(enum kind kind, const char *path) {
    if (path != NULL && has_come(kind, path)) die(kind, path);
}

static int has_come_for(enum kind kind, int fd, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = '\0';
    return has_come(kind, path);
}

static void at_file(enum kind kind, int fd) {
    char path[PATH_MAX];
    if (has_come_for(kind, fd, path)) die(kind, path);
}

// A process that changed nothing, such as the one in which a script is tried, has nothing to tell.
__attribute__((destructor)) static void end(void) {
    char line[512] = "";
    int sum = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        int count = atomic_load(&counts[kind]);
        size_t used = strlen(line);
        snprintf(line + used, sizeof line - used, "%s %d%s", names[kind], count, kind + 1 < KINDS ? " " : "\n");
        sum += count;
    }
    if (sum > 0) tell(line);
}

static void *next_after_this(const char *name);
#define NEXT(name) static __typeof__(&name) next; if (next == NULL) next = (__typeof__(&name))next_after_this(#name)

ssize_t write(int fd, const void *bytes, size_t count) {
    NEXT(write);
    char path[PATH_MAX];
    if (has_come_for(WRITE, fd, path)) { next(fd, bytes, count / 2); die(WRITE, path); }
    return next(fd, bytes, count);
}

static ssize_t write_at(ssize_t (*next)(int, const void *, size_t, off64_t), int fd, const void *bytes, size_t count, off64_t offset) {
    char path[PATH_MAX];
    if (has_come_for(WRITE, fd, path)) { next(fd, bytes, count / 2, offset); die(WRITE, path); }
    return next(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { NEXT(pwrite); return write_at(next, fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { NEXT(pwrite64); return write_at(next, fd, bytes, count, offset); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { NEXT(pwritev); at_file(WRITE, fd); return next(fd, parts, count, offset); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { NEXT(pwritev64); at_file(WRITE, fd); return next(fd, parts, count, offset); }

int fsync(int fd) { NEXT(fsync); at_file(FLUSH, fd); return next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); at_file(FLUSH, fd); return next(fd); }

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); at_path(CREATE, path); }
int open(const char *path, int flags, ...) { NEXT(open); MODE(flags) return next(path, flags, mode); }
int open64(const char *path, int flags, ...) { NEXT(open64); MODE(flags) return next(path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { NEXT(openat); MODE(flags) return next(folder, path, flags, mode); }

int rename(const char *path, const char *to) { NEXT(rename); at_path(RENAME, path); return next(path, to); }
int link(const char *path, const char *to) { NEXT(link); at_path(LINK, to); return next(path, to); }
int unlink(const char *path) { NEXT(unlink); at_path(UNLINK, path); return next(path); }
int rmdir(const char *path) { NEXT(rmdir); at_path(UNLINK, path); return next(path); }
int mkdir(const char *path, mode_t mode) { NEXT(mkdir); at_path(MKDIR, path); return next(path, mode); }

// .NET's own imports of "libc" ask that library by name, past whatever stands before it: they get the functions of here, too.
static const struct { const char *name; void *function; } ours[] = {
    { "write", write }, { "pwrite", pwrite }, { "pwrite64", pwrite64 }, { "pwritev", pwritev }, { "pwritev64", pwritev64 },
    { "fsync", fsync }, { "fdatasync", fdatasync },
    { "open", open }, { "open64", open64 }, { "openat", openat },
    { "rename", rename }, { "link", link }, { "unlink", unlink }, { "rmdir", rmdir }, { "mkdir", mkdir },
};

typedef void *(*finder)(void *, const char *);

static finder real_dlsym(void) {
    static finder found;
    if (found == NULL) found = (finder)dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (found == NULL) found = (finder)dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    if (found == NULL) found = (finder)dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
    return found;
}

static void *next_after_this(const char *name) { return real_dlsym()(RTLD_NEXT, name); }

void *dlsym(void *handle, const char *name) {
    for (size_t i = 0; handle != RTLD_NEXT && i < sizeof ours / sizeof *ours; i++)
        if (strcmp(name, ours[i].name) == 0) return ours[i].function;
    return real_dlsym()(handle, name);
}
