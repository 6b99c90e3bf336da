package dev.assay.engine.scan;

import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

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

    /** Which kind of gap a failure to read leaves. */
    public static GapKind kindOf(IOException e) {
        return switch (e) {
            case MalformedException malformed -> GapKind.MALFORMED;
            case UnsupportedException unsupported -> GapKind.UNSUPPORTED;
            case ChangedException changed -> GapKind.CHANGED;
            case UnreachableException unreachable -> GapKind.UNREACHABLE;
            default -> GapKind.UNREADABLE;
        };
    }

    /** A failure of our own, in one line with the place in our code, so that a report of it can be acted upon. */
    public static String ofFailure(@Nullable Throwable failure) {
        if (failure == null) {
            return "failed";
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "failed: " + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage())
                + (trace.length == 0 ? "" : " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")");
    }
}
