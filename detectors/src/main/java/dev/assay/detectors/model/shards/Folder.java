package dev.assay.detectors.model.shards;

import dev.assay.detectors.model.shards.ShardName.Family;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lies in one folder, on disk or in a container: indexes and numbered files, in walk order. */
final class Folder {
    /** An index that was read to its end. */
    record Index(Location at, TensorNames places) {}

    private static final TensorNames NONE = new TensorNames(List.of(), new long[0], new long[0], new int[0]);

    private final List<Index> indexes = new ArrayList<>(1);
    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private final boolean whole;

    private Folder(boolean whole) {
        this.whole = whole;
    }

    /** The folders of a target that hold anything of this, in the order of the walk. */
    static Collection<Folder> of(Projection target) {
        Map<String, Folder> folders = new LinkedHashMap<>();
        for (Facts facts : target.seen()) {
            add(folders, target, facts);
        }
        for (Location at : target.unread()) {
            add(folders, target, new Facts(at, List.of(), List.of(), List.of()));
        }
        return folders.values();
    }

    private static void add(Map<String, Folder> folders, Projection target, Facts facts) {
        String name = facts.at().lastName();
        ShardName shard = ShardName.of(name);
        TensorNames tensors = tensors(facts);
        boolean index = tensors != null && !tensors.files().isEmpty();
        if (shard == null && !index) {
            return;
        }
        String place = facts.at().toString();
        Folder folder = folders.computeIfAbsent(
                place.substring(0, place.length() - name.length()), _ -> new Folder(target.isWholeAround(facts.at())));
        if (tensors != null && index) {
            folder.indexes.add(new Index(facts.at(), tensors));
        } else if (shard != null) {
            folder.shards.putIfAbsent( // what is unread as well was seen before
                    name,
                    new Shard(facts.at(), shard, facts.formats(), tensors != null, tensors == null ? NONE : tensors));
        }
    }

    private static @Nullable TensorNames tensors(Facts facts) {
        for (Fact fact : facts.facts()) {
            if (fact instanceof TensorNames names) {
                return names;
            }
        }
        return null;
    }

    List<Index> indexes() {
        return indexes;
    }

    /** The numbered file of this name, as an index writes it; null if it is not there. */
    @Nullable
    Shard shard(String file) {
        return shards.get(Location.escape(file));
    }

    Collection<Shard> shards() {
        return shards.values();
    }

    /** Whether all that lies here was listed, so that what is not here can be called missing. */
    boolean isWhole() {
        return whole;
    }

    /** Of shards of one family those that are parts of as many, the fewest first: each list is one saving. */
    static List<List<Shard>> byCount(Collection<Shard> shards) {
        Map<Integer, List<Shard>> byCount = new TreeMap<>();
        for (Shard shard : shards) {
            byCount.computeIfAbsent(shard.name().count(), _ -> new ArrayList<>())
                    .add(shard);
        }
        return List.copyOf(byCount.values());
    }

    /** Shards by all of their names but the numbers. */
    static Map<Family, List<Shard>> byFamily(Collection<Shard> shards) {
        Map<Family, List<Shard>> families = new LinkedHashMap<>();
        shards.forEach(shard -> families.computeIfAbsent(shard.name().family(), _ -> new ArrayList<>())
                .add(shard));
        return families;
    }
}
