/*
 * A file system in user space (FUSE) whose files are slow, hang or fail when a case says so: a loop
 * device on such a file is a LUN whose path or disk is in trouble. It passes one folder through:
 *
 *   slow_files FOLDER TROUBLE MOUNT-POINT
 *
 * TROUBLE is a file that is read at each request; a line `NAME delay MILLISECONDS`, `NAME hang` or
 * `NAME fail` says what is wrong with the file NAME. Without its line a file is well, and what hung
 * goes on.
 */
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STEP_MILLISECONDS 20

static int folder;
static const char *trouble_file;

static void wait_for(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* What is wrong with a file now: 0 nothing, 'd' delay, 'h' hang, 'f' fail. */
static char trouble(const char *name, long *milliseconds) {
    char line[256], found = 0;
    FILE *file = fopen(trouble_file, "re");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char whose[128], what[16];
        long number = 0;
        if (sscanf(line, "%127s %15s %ld", whose, what, &number) >= 2 && strcmp(whose, name) == 0) {
            found = what[0];
            *milliseconds = number;
        }
    }
    fclose(file);
    return found;
}

static int suffer(const char *path) {
    long milliseconds = 0;
    char what = trouble(path + 1, &milliseconds);
    if (what == 'd')
        wait_for(milliseconds);
    while (what == 'h') {
        wait_for(STEP_MILLISECONDS);
        what = trouble(path + 1, &milliseconds);
    }
    return what == 'f' ? -EIO : 0;
}

static int get_attributes(const char *path, struct stat *found, struct fuse_file_info *info) {
    (void)info;
    return fstatat(folder, path[1] ? path + 1 : ".", found, AT_SYMLINK_NOFOLLOW) ? -errno : 0;
}

static int open_file(const char *path, struct fuse_file_info *info) {
    int descriptor = openat(folder, path + 1, (info->flags & O_ACCMODE) | O_CLOEXEC);
    if (descriptor < 0)
        return -errno;
    info->fh = (uint64_t)descriptor;
    return 0;
}

static int release_file(const char *path, struct fuse_file_info *info) {
    (void)path;
    close((int)info->fh);
    return 0;
}

static int read_file(const char *path, char *into, size_t size, off_t at,
                     struct fuse_file_info *info) {
    int failed = suffer(path);
    ssize_t got = failed ? 0 : pread((int)info->fh, into, size, at);
    return failed ? failed : got < 0 ? -errno : (int)got;
}

static int write_file(const char *path, const char *from, size_t size, off_t at,
                      struct fuse_file_info *info) {
    int failed = suffer(path);
    ssize_t put = failed ? 0 : pwrite((int)info->fh, from, size, at);
    return failed ? failed : put < 0 ? -errno : (int)put;
}

static int sync_file(const char *path, int only_data, struct fuse_file_info *info) {
    (void)only_data;
    (void)info;
    return suffer(path);
}

static const struct fuse_operations operations = {
    .getattr = get_attributes,
    .open = open_file,
    .release = release_file,
    .read = read_file,
    .write = write_file,
    .fsync = sync_file,
};

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: slow_files FOLDER TROUBLE MOUNT-POINT\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* it ends with the case that started it */
    trouble_file = arguments[2];
    folder = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        perror(arguments[1]);
        return 1;
    }
    char *words[] = {arguments[0], "-f", "-o", "attr_timeout=0,entry_timeout=0", arguments[3], NULL};
    return fuse_main(5, words, &operations, NULL);
}
