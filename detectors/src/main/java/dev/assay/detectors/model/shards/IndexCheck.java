package dev.assay.detectors.model.shards;

import dev.assay.detectors.model.shards.Folder.Index;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the files beside one index against it. */
final class IndexCheck {
    /** How many of something there are, and where the first one is. */
    private static final class Count {
        int n;
        long firstOffset = -1;

        void add(long offsetBytes) {
            firstOffset = n == 0 ? offsetBytes : firstOffset;
            n++;
        }
    }

    /** A folder has one for each framework; each more would cost as much as the file has tensors. */
    private static final int MOST_INDEXES = 16;

    private final Folder folder;
    private final Location at;
    private final TensorNames places;
    private final Findings out;

    IndexCheck(Folder folder, Index index, Findings out) {
        this.folder = folder;
        this.at = index.at();
        this.places = index.places();
        this.out = out;
    }

    /** @param named how many indexes name each file, which is counted on */
    void run(Map<String, Integer> named) {
        List<@Nullable Shard> shards = new ArrayList<>();
        boolean anyThere = false;
        boolean tooMany = false;
        for (String file : places.files()) {
            Shard shard = folder.shard(file);
            shards.add(shard);
            if (shard != null) {
                tooMany |= named.merge(shard.at().lastName(), 1, Integer::sum) > MOST_INDEXES;
                anyThere = true;
            }
        }
        if (anyThere) {
            missing(shards);
        }
        if (tooMany) {
            out.at(at);
            out.gap(
                    GapKind.LIMIT,
                    -1,
                    "more than " + MOST_INDEXES
                            + " indexes name the same file; its tensors are not compared with this one");
        } else if (anyThere) {
            absent(shards);
            unlisted(shards);
        }
    }

    /** Only of what is numbered and lies right beside the index is it known whether it is there. */
    private void missing(List<@Nullable Shard> shards) {
        List<String> shown = new ArrayList<>();
        boolean[] missing = new boolean[shards.size()];
        int count = 0;
        for (int file = 0; file < missing.length && folder.isWhole(); file++) {
            String name = places.files().get(file);
            missing[file] = shards.get(file) == null && name.indexOf('/') < 0 && ShardName.of(name) != null;
            if (missing[file] && count++ < ShardRule.MOST_SHOWN) {
                shown.add(Quoted.of(name));
            }
        }
        if (count == 0) {
            return;
        }
        int tensor = 0;
        while (!missing[places.file(tensor)]) { // each file is there for a tensor
            tensor++;
        }
        out.at(at);
        out.gap(
                GapKind.UNREADABLE,
                places.offset(tensor),
                "not all of the model is there: the index also names " + ShardRule.list(shown, count));
    }

    /** Tensors that the index places in a shard which does not have them. */
    private void absent(List<@Nullable Shard> shards) {
        List<@Nullable DigestTable> held = new ArrayList<>();
        List<Count> absent = new ArrayList<>();
        for (Shard shard : shards) {
            held.add(
                    shard == null || !shard.isKnown()
                            ? null
                            : new DigestTable(shard.tensors().digests()));
            absent.add(new Count());
        }
        for (int tensor = 0; tensor < places.count(); tensor++) {
            DigestTable table = held.get(places.file(tensor));
            if (table != null && table.find(places.digest(tensor)) < 0) {
                absent.get(places.file(tensor)).add(places.offset(tensor));
            }
        }
        out.at(at);
        for (int file = 0; file < absent.size(); file++) {
            Count count = absent.get(file);
            if (count.n > 0) {
                String name = places.files().get(file);
                out.add(
                        "model/shard-tensor-absent",
                        count.firstOffset,
                        name,
                        Map.of("tensors", ShardRule.tensors(count.n), "file", Quoted.of(name)));
            }
        }
    }

    /** Tensors of a shard that the index does not place there. */
    private void unlisted(List<@Nullable Shard> shards) {
        DigestTable listed = new DigestTable(places.digests());
        for (int file = 0; file < shards.size(); file++) {
            Shard shard = shards.get(file);
            if (shard == null) {
                continue;
            }
            Count count = new Count();
            for (int tensor = 0; tensor < shard.tensors().count(); tensor++) {
                int found = listed.find(shard.tensors().digest(tensor));
                if (found < 0 || places.file(found) != file) {
                    count.add(shard.tensors().offset(tensor));
                }
            }
            if (count.n > 0) {
                out.at(shard.at());
                out.add(
                        "model/shard-tensor-unlisted",
                        count.firstOffset,
                        at.lastName(),
                        Map.of("tensors", ShardRule.tensors(count.n), "index", Quoted.of(at.lastName())));
            }
        }
    }
}
