package dev.assay.app.data;

import dev.assay.app.config.ConfigException;
import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.feed.FeedReader;
import dev.assay.detectors.indicator.feed.FeedSink;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.MemorySource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A file of {@code --indicators}: compiled in memory, and refused as a whole if a line of it cannot be read. */
public final class IndicatorFile {
    private static final int MOST_NAMED = 10;

    private IndicatorFile() {}

    /** @throws ConfigException if it cannot be read or understood, with the lines */
    public static IndicatorIndex compile(Path file) {
        String label = String.valueOf(file.getFileName());
        Problems problems = new Problems(new IndexBuilder());
        MessageDigest digest = IndexBuilder.sha256();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
            new FeedReader(Ecosystems.read(), stem(label), problems).read(in);
            in.transferTo(OutputStream.nullOutputStream());
            problems.refuse(file);
            String date = Files.getLastModifiedTime(file).toInstant().toString();
            Feed feed = new Feed(label, "", date, "sha256:" + HexFormat.of().formatHex(digest.digest()));
            return new IndicatorIndex(new MemorySource(problems.index.bytes(feed)));
        } catch (IOException e) {
            throw new ConfigException("--indicators: " + file + ": " + e.getMessage());
        }
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static final class Problems implements FeedSink {
        private final IndexBuilder index;
        private final List<String> named = new ArrayList<>();
        private int count;

        Problems(IndexBuilder index) {
            this.index = index;
        }

        @Override
        public void add(Ecosystem ecosystem, String name, Indicator indicator) {
            index.add(ecosystem, name, indicator);
        }

        @Override
        public void problem(String place, String reason) {
            count++;
            if (named.size() < MOST_NAMED) {
                named.add(place + ": " + reason);
            }
        }

        @Override
        public void passedOver(String why) {}

        void refuse(Path file) {
            if (count > 0) {
                String more = count > named.size() ? "\n  and " + (count - named.size()) + " more" : "";
                throw new ConfigException(
                        "--indicators: " + file + " cannot be read:\n  " + String.join("\n  ", named) + more);
            }
            if (index.indicators() == 0) {
                throw new ConfigException("--indicators: " + file + " has no indicators");
            }
        }
    }
}
