package dev.assay.app.config;

import dev.assay.engine.report.Occurrences;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The fingerprints of an earlier report, JSON or JSONL, with their places: of its findings, and of what its own baseline suppressed, so that the
 * newest report is always enough. A file that holds too much is refused as one that is half a report is ({@link ReportFile}):
 * a baseline that is only half read would make old findings new.
 */
public final class BaselineFile implements ReportFile.Visitor {
    /** About 200 MB of memory, and a report of 1 GB. */
    private static final int MOST_FINGERPRINTS = 1_000_000;

    private static final int LONGEST_FINGERPRINT = 128;

    private final Occurrences found = new Occurrences();

    private BaselineFile() {}

    /** @throws IOException with a message for the user, if it cannot be read or is no report */
    public static Occurrences read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            FileNotFoundException missing = new FileNotFoundException(file + ": no such file");
            missing.initCause(e);
            throw missing;
        }
    }

    static Occurrences read(String name, InputStream in) throws IOException {
        BaselineFile baseline = new BaselineFile();
        ReportFile.read(name, in, baseline);
        return baseline.found;
    }

    @Override
    public void entry(ReportFile.Entry entry, ReportFile.Failure failure) throws IOException {
        boolean counts = entry.type().equals("finding") || entry.type().equals("suppressed");
        String fingerprint = entry.field("fingerprint");
        if (!counts || !entry.fields().containsKey("fingerprint")) {
            return; // a file that was left out has none
        }
        add(fingerprint, entry, found, failure);
    }

    /** Adds a fingerprint of a report, if it is one and there are not too many. */
    static void add(String fingerprint, ReportFile.Entry entry, Occurrences to, ReportFile.Failure failure)
            throws IOException {
        if (fingerprint.isEmpty() || fingerprint.length() > LONGEST_FINGERPRINT) {
            throw failure.because("not a fingerprint: " + fingerprint.length() + " characters");
        }
        if (to.count() == MOST_FINGERPRINTS) {
            throw failure.because("more than " + MOST_FINGERPRINTS + " fingerprints");
        }
        to.add(within(fingerprint, entry), entry.field("bytes"));
    }

    /** A fingerprint as it counts in the repository that the entry's place names; an entry without a place is of none. */
    static String within(String fingerprint, ReportFile.Entry entry) {
        return Occurrences.within(entry.field("repository"), fingerprint);
    }
}
