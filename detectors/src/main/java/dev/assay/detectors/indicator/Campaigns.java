package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.feed.FeedReader;
import dev.assay.detectors.indicator.feed.FeedSink;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.MemorySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The campaigns that come with the build, as the feeds of the own format that they are. */
public final class Campaigns {
    private static final List<String> FILES = List.of("shai-hulud-2.0", "shai-hulud-detect", "teampcp", "traits");
    private static final String INDEX = "campaigns/campaigns.index";
    private static final String DATE = "2026-08";

    /** What gives them. */
    public static final Indicators.Source SOURCE = () -> List.of(open());

    private Campaigns() {}

    /** The index that was made of them, which a test compares with one made anew. */
    public static IndicatorIndex open() throws IOException {
        try (InputStream in = Objects.requireNonNull(Campaigns.class.getResourceAsStream(INDEX), INDEX)) {
            return new IndicatorIndex(new MemorySource(in.readAllBytes()));
        }
    }

    /** Compiles them: near a tenth of a second of a process that has just begun, so the build has it done. */
    static byte[] compiled() throws IOException {
        IndexBuilder index = new IndexBuilder();
        Ecosystems ecosystems = Ecosystems.read();
        Compilation compilation = new Compilation(index);
        byte[][] all = new byte[FILES.size()][];
        for (int i = 0; i < all.length; i++) {
            String file = FILES.get(i);
            try (InputStream in =
                    Objects.requireNonNull(Campaigns.class.getResourceAsStream("campaigns/" + file + ".tsv"))) {
                all[i] = in.readAllBytes();
            }
            new FeedReader(ecosystems, file, compilation).read(new ByteArrayInputStream(all[i]));
        }
        return index.bytes(new Feed("campaigns", String.join(", ", FILES), DATE, IndexBuilder.digest(all)));
    }

    /** Our own data has no problems, or the build is broken. */
    private record Compilation(IndexBuilder index) implements FeedSink {
        @Override
        public void add(Ecosystem ecosystem, String name, Indicator indicator) {
            index.add(ecosystem, name, indicator);
        }

        @Override
        public void problem(String place, String reason) {
            throw new IllegalStateException(place + ": " + reason);
        }

        @Override
        public void passedOver(String why) {}
    }
}
