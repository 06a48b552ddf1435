/* pictures: what articles show, fetched for who reads, so that no outlet sees a reader.
 *
 * The address of a picture is one of ours with that of the outlet and a keyed hash of it (BLAKE2b),
 * which only who has the key of the archive (the file `secret` in its folder) can make: nobody can
 * ask this desk for anything but the pictures of its articles. What comes is looked at: JPEG, PNG,
 * GIF, WebP and AVIF by their first bytes, whatever its server calls it; pictures of a few pixels,
 * which only count readers, are none. */
#ifndef SERVER_PICTURES_H
#define SERVER_PICTURES_H

#include "server/work.h"

enum {
	PICTURE_MAX = 4 << 20,  /* bytes of one */
	PICTURE_SLOTS = 512,    /* files in the cache `pictures`: a newer one takes its place */
	PICTURE_MIN_PIXELS = 64 /* fewer are a tracking pixel */
};

/* Our address of the picture at `url`; empty where that is none of http or https. */
struct slice picture_address(struct work *w, struct slice url);

/* The media type by the first bytes; NULL: nothing that is shown. */
const char *picture_type(struct slice bytes);

/* Read the key from the folder, or make it. */
enum err picture_key(const char *folder, unsigned char ret[static SECRET_LEN], struct error *e)
	MUST_USE;

#endif
