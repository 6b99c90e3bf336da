package dev.assay.connectors.s3;

import java.util.Optional;

/**
 * What a user says of a store. The rest comes from the variables and files that the store's own tools read.
 *
 * @param endpoint the address of a store other than AWS's own
 * @param region which one signatures are for, and where AWS's buckets are looked for first
 * @param addressing where the bucket stands in an address
 * @param profile which one of the user's files, in place of {@code AWS_PROFILE} and of keys in the environment
 * @param anonymous sign nothing
 */
public record S3Options(
        Optional<String> endpoint,
        Optional<String> region,
        Addressing addressing,
        Optional<String> profile,
        boolean anonymous) {
    /** Where a bucket's name stands. */
    public enum Addressing {
        /** What the profile says, else in the path for a named endpoint and for a bucket that is no single part of a host. */
        AUTO,
        /** In the path: {@code https://host/bucket/key}. */
        PATH,
        /** In the host: {@code https://bucket.host/key}. */
        HOST
    }

    /** The defaults, for whoever has no command line. */
    public static S3Options none() {
        return new S3Options(Optional.empty(), Optional.empty(), Addressing.AUTO, Optional.empty(), false);
    }
}
