package dev.assay.detectors.indicator.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Feeds;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.MemorySource;
import java.io.IOException;

/** Whatever a feed holds: it is read or refused, and what was read is found again in the index that is made of it. */
class FeedFuzzTest {
    @FuzzTest
    void reads(byte[] bytes) throws IOException {
        Feeds feeds;
        try {
            feeds = Feeds.tryRead(bytes);
        } catch (IOException e) {
            return; // refused as a whole
        }
        try (IndicatorIndex index = new IndicatorIndex(new MemorySource(feeds.index()))) {
            for (Feeds.Added added : feeds.added) {
                if (added.key().indexOf('*') < 0) {
                    Ecosystem ecosystem = Feeds.ECOSYSTEMS
                            .ofType(added.key().substring(0, added.key().indexOf(':')))
                            .orElseThrow();
                    String name = added.key().substring(added.key().indexOf(':') + 1);
                    assertThat(index.find(ecosystem, name)).contains(added.indicator());
                    added.indicator().affected().answer(ecosystem, "1.0.0");
                }
            }
        }
    }
}
