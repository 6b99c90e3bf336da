package dev.assay.detectors.text.python;

import java.util.Locale;

/** What a source does. Which of it matters where is for the rule. */
enum Shape {
    /** Runs code that it decodes or puts together out of pieces. */
    DECODED_EXECUTION,
    /** Runs code or commands that come over the network, or makes objects of such bytes. */
    NETWORK_EXECUTION,
    /** Reaches what runs programs or code by names that are put together. */
    HIDDEN_CALL,
    /** Reaches it by names that are texts: {@code __import__("os").system}. */
    INLINE_IMPORT,
    /** Ties a shell to a connection. */
    REVERSE_SHELL,
    /** Runs a command that fetches a program and runs it. */
    SHELL_DOWNLOAD,
    /** Fetches a file, and runs a program in the same function. */
    DOWNLOAD_AND_RUN,
    /** Writes where something is started from by itself. */
    STARTUP_WRITE,
    /** Sends credentials. */
    CREDENTIALS_SENT,
    /** Memory that is made executable and filled. */
    NATIVE_SHELLCODE,
    /** Starts another program. */
    PROCESS,
    /** Talks to the network. */
    NETWORK,
    /** Loads native code. */
    NATIVE,
    /** Makes objects of bytes in a way that can run code. */
    UNPICKLE,
    /** Runs text as code, wherever it may come from. */
    COMPUTED_EXECUTION;

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
