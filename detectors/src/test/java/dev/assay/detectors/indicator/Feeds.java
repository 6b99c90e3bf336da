package dev.assay.detectors.indicator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.feed.FeedReader;
import dev.assay.detectors.indicator.feed.FeedSink;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.MemorySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a feed gives, kept for a test to look at. */
public final class Feeds implements FeedSink {
    public static final Ecosystems ECOSYSTEMS = Ecosystems.read();

    /** An indicator with the package that it is about, as {@code type:name}. */
    public record Added(String key, Indicator indicator) {}

    public final List<Added> added = new ArrayList<>();
    public final List<String> problems = new ArrayList<>();
    public final Map<String, Integer> passedOver = new TreeMap<>();
    private final IndexBuilder builder = new IndexBuilder();

    private Feeds() {}

    public static Feeds read(String text) {
        return read(text.getBytes(UTF_8));
    }

    public static Feeds read(byte[] bytes) {
        try {
            return tryRead(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Feeds tryRead(byte[] bytes) throws IOException {
        Feeds feeds = new Feeds();
        new FeedReader(ECOSYSTEMS, "feed", feeds).read(new ByteArrayInputStream(bytes));
        return feeds;
    }

    @Override
    public void add(Ecosystem ecosystem, String name, Indicator indicator) {
        added.add(new Added(ecosystem.type() + ":" + name, indicator));
        builder.add(ecosystem, name, indicator);
    }

    @Override
    public void problem(String place, String reason) {
        problems.add(place + ": " + reason);
    }

    @Override
    public void passedOver(String why) {
        passedOver.merge(why, 1, Integer::sum);
    }

    public byte[] index() {
        return builder.bytes(new Feed("feed", "1", "2026-01-01", "sha256:00"));
    }

    public Indicators indicators() {
        return new Indicators(List.of(() -> List.of(new IndicatorIndex(new MemorySource(index())))));
    }
}
