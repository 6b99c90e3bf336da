package dev.assay.engine.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** What the system means, in words. */
public final class Reasons {
    private Reasons() {}

    /** One line for people; names no path, since the place is said beside it. */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "no such file or folder";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemLoopException loop -> "links in a circle";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
