/* killer: preloaded into a program, ends it by SIGKILL at one of its syncs, as a power cut would.
 *
 * KILL_AT=N kills before the N-th fsync or fdatasync, KILL_AFTER=N behind it. SYNC_COUNT=FILE: the
 * number of syncs is written there at the end. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long n_syncs;

static long wanted(const char *name)
{
	const char *text = getenv(name);
	return text ? strtol(text, NULL, 10) : 0;
}

static int counted(const char *name, int fd)
{
	int (*real)(int);
	*(void **)&real = dlsym(RTLD_NEXT, name);
	long n = __atomic_add_fetch(&n_syncs, 1, __ATOMIC_SEQ_CST);
	if (n == wanted("KILL_AT"))
		kill(getpid(), SIGKILL);
	int code = real(fd);
	if (n == wanted("KILL_AFTER"))
		kill(getpid(), SIGKILL);
	return code;
}

int fsync(int fd);
int fdatasync(int fd);

int fsync(int fd)
{
	return counted("fsync", fd);
}

int fdatasync(int fd)
{
	return counted("fdatasync", fd);
}

__attribute__((destructor)) static void report(void)
{
	const char *path = getenv("SYNC_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;
	if (!f)
		return;
	fprintf(f, "%ld\n", n_syncs);
	fclose(f);
}
