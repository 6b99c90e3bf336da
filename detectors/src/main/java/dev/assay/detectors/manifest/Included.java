package dev.assay.detectors.manifest;

import dev.assay.engine.fact.FileReference;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.text.Quoted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files that others name as a part of themselves: which of them were read, and how the others are told. Pure functions. */
public final class Included {
    private static final int MOST_SHOWN = 3;

    private Included() {}

    /** Where files lie that were read in a format, and those that are a gap of their own or were left out by somebody. */
    public static Set<String> readAs(String format, Projection target) {
        Set<String> read = unread(target);
        for (Facts facts : target.seen()) {
            if (facts.formats().contains(format)) {
                read.add(facts.at().toString());
            }
        }
        return read;
    }

    /** Where those lie that are a gap of their own, or were left out by somebody. */
    static Set<String> unread(Projection target) {
        Set<String> unread = new HashSet<>();
        target.unread().forEach(at -> unread.add(at.toString()));
        return unread;
    }

    /** The first of some files by the names that others have for them. */
    public static String shown(List<FileReference> files) {
        List<String> some = files.stream()
                .limit(MOST_SHOWN)
                .map(file -> Quoted.of(Addresses.plain(file.file())))
                .toList();
        int more = files.size() - some.size();
        return String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
    }
}
