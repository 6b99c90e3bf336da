package dev.assay.app.data;

import dev.assay.app.config.ConfigException;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A file of {@code --indicators}: compiled in memory, and refused as a whole if a line of it cannot be read. */
public final class IndicatorFile {
    /**
     * What it holds.
     *
     * @param digests by which it knows files: {@code sha256} and the like
     * @param leftOut what of it is not compared, in a line for people; nothing if all of it is
     */
    public record Compiled(IndicatorIndex index, Set<String> digests, Optional<String> leftOut) {
        public Compiled {
            digests = Set.copyOf(digests);
        }
    }

    private IndicatorFile() {}

    /** @throws ConfigException if it cannot be read or understood, with the lines */
    public static Compiled compile(Path file) {
        String label = String.valueOf(file.getFileName());
        if (!Files.exists(file)) {
            throw new ConfigException("--indicators: there is no file " + file);
        }
        try {
            Compilation all = Compilation.of(file, stem(label), Instant.now());
            if (all.problems() > 0) {
                throw new ConfigException(
                        "--indicators: " + file + " cannot be read:\n  " + String.join("\n  ", all.named()));
            }
            if (all.index.indicators() == 0 && !all.isAllWithdrawn()) {
                throw new ConfigException("--indicators: " + file + " has no indicators");
            }
            String date = Files.getLastModifiedTime(file).toInstant().toString();
            Feed feed = new Feed(label, "", date, "sha256:" + all.digest());
            return new Compiled(
                    new IndicatorIndex(new MemorySource(all.index.bytes(feed))), all.digests, all.leftOut());
        } catch (IOException e) {
            throw new ConfigException("--indicators: " + file + ": " + e.getMessage());
        }
    }

    /** A file's name without its ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
