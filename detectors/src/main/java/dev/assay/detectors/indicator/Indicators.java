package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.report.ReferenceData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of one scan. Nothing is read before the first question, since most scans meet no package. Thread-safe; who closes it closes
 * the indexes.
 */
public final class Indicators implements AutoCloseable {
    /** Nothing is known of any package. */
    public static final Indicators NONE = new Indicators(List.of());

    /** What gives indexes. */
    @FunctionalInterface
    public interface Source {
        /** Called once at most. */
        List<IndicatorIndex> open() throws IOException;
    }

    private record Opened(Ecosystems ecosystems, List<IndicatorIndex> indexes) {}

    private final List<Source> sources;
    private final Set<String> digests;
    private volatile @Nullable Opened opened;
    private @Nullable IOException failure;

    public Indicators(List<Source> sources) {
        this(sources, Set.of());
    }

    /** @param digests by which some of them know files under whatever name: {@code sha256} and the like */
    public Indicators(List<Source> sources, Set<String> digests) {
        this.sources = List.copyOf(sources);
        this.digests = Set.copyOf(digests);
    }

    /** By which digests files are known under whatever name; those of the build are of files whose names are known as well. */
    public Set<String> digests() {
        return digests;
    }

    /** Opens the indexes before they are needed, as another thread can do meanwhile. */
    public void prepare() throws IOException {
        var _ = opened();
    }

    /** What the indexes can be asked about; nothing for an ecosystem whose packages are not compared. */
    public Optional<Ecosystem> ecosystem(String purlType) throws IOException {
        return sources.isEmpty() ? Optional.empty() : opened().ecosystems().ofType(purlType);
    }

    /**
     * What is known of a package, in the order of the indexes.
     *
     * @param name in whatever spelling
     * @throws IOException if an index cannot be read: nothing is known then
     */
    public List<Indicator> find(Ecosystem ecosystem, String name) throws IOException {
        List<Indicator> found = List.of();
        for (IndicatorIndex index : opened().indexes()) {
            List<Indicator> more = index.find(ecosystem, name);
            if (found.isEmpty()) {
                found = more;
            } else if (!more.isEmpty()) {
                found = new ArrayList<>(found);
                found.addAll(more);
            }
        }
        return found;
    }

    /**
     * Who says that a package was made to do harm.
     *
     * @param version the one that is meant; empty where none is known: then only what is said of all of them counts
     */
    public Optional<Indicator> malicious(String purlType, String name, String version) throws IOException {
        Optional<Ecosystem> ecosystem = ecosystem(purlType);
        if (ecosystem.isEmpty()) {
            return Optional.empty();
        }
        for (Indicator each : find(ecosystem.get(), name)) {
            boolean isMeant = version.isEmpty()
                    ? each.affected().isAll()
                    : each.affected().answer(ecosystem.get(), version) == Affected.Answer.AFFECTED;
            if (isMeant && each.kind() == Indicator.Kind.MALICIOUS) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** An indicator that some versions of a package are malicious, whichever. */
    public Optional<Indicator> maliciousVersions(String purlType, String name) throws IOException {
        Optional<Ecosystem> ecosystem = ecosystem(purlType);
        return ecosystem.isEmpty()
                ? Optional.empty()
                : find(ecosystem.get(), name).stream()
                        .filter(each -> each.kind() == Indicator.Kind.MALICIOUS)
                        .findFirst();
    }

    /** Where those are from that were asked; nothing if none was. */
    public List<ReferenceData> referenceData() {
        Opened all = opened;
        List<ReferenceData> tables = new ArrayList<>();
        if (all != null) {
            for (IndicatorIndex index : all.indexes()) {
                Feed feed = index.feed();
                tables.add(new ReferenceData(feed.name(), feed.version(), feed.date(), feed.digest()));
            }
        }
        return tables;
    }

    private Opened opened() throws IOException {
        Opened all = opened;
        return all == null ? open() : all;
    }

    private synchronized Opened open() throws IOException {
        Opened all = opened;
        if (all == null) {
            if (failure != null) {
                throw failure;
            }
            try {
                List<IndicatorIndex> indexes = new ArrayList<>();
                for (Source source : sources) {
                    indexes.addAll(source.open());
                }
                all = new Opened(Ecosystems.read(), indexes);
                opened = all;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        Opened all = opened;
        if (all != null) {
            for (IndicatorIndex index : all.indexes()) {
                index.close();
            }
        }
    }
}
