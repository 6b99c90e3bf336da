package dev.assay.detectors.indicator.command;

/**
 * Something that a command does.
 *
 * @param what it shows, such as the address: as written
 */
public record Trait(Kind kind, String what) {
    /** What a command may do. */
    public enum Kind {
        /** Hands what it downloads to an interpreter, from an address that anybody may own or change on the way. */
        RUNS_DOWNLOAD_FROM_ANYWHERE,
        /** Hands what it downloads to an interpreter, from a host with a name, over TLS. */
        RUNS_DOWNLOAD,
        /** Starts what it downloads from a host with a name, over TLS, where that may be any program: builds fetch their tools so. */
        RUNS_TOOL,
        /** Decodes a text that is in it, and runs that. */
        RUNS_DECODED,
        /** Lets another machine give commands to a shell. */
        OPENS_SHELL,
        /** Has something started later, again and again, by a clock, a login or the start of the machine. */
        PERSISTS,
        /** Runs a file out of the folder of an editor's or an agent's settings, where no programs are. */
        RUNS_HIDDEN,
        /** Sends something to an address that is made to catch it. */
        SENDS,
        /** Sends all variables or a file with credentials to another machine, whichever. */
        SENDS_SECRETS,
        /** Sends several secrets of a workflow to another machine at once. */
        SENDS_SEVERAL,
        /** Reads the memory of a process, in which a runner has all secrets of a job. */
        READS_MEMORY,
        /** Encodes something twice, which keeps a log from hiding a secret. */
        HIDES_SECRETS
    }
}
