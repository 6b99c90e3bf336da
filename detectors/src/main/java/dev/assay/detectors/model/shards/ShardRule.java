package dev.assay.detectors.model.shards;

import dev.assay.detectors.model.shards.Folder.Index;
import dev.assay.detectors.model.shards.ShardName.Family;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the files of a model against their index and against one another. What is not there is a gap, since nobody judged
 * it and a loader would fetch it; an index of which nothing is there belongs to files that somebody left out, such as those
 * of another framework.
 */
public final class ShardRule implements TargetRule {
    static final int MOST_SHOWN = 3;

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof TensorNames;
    }

    @Override
    public boolean concerns(String name) {
        return name.endsWith(ShardIndexDecoder.ENDING) || ShardName.of(name) != null;
    }

    @Override
    public void judge(Projection target, Findings out) {
        for (Folder folder : Folder.of(target)) {
            Map<String, Integer> named = new HashMap<>();
            for (Index index : folder.indexes()) {
                new IndexCheck(folder, index, out).run(named);
            }
            Folder.byFamily(folder.shards()).forEach((family, shards) -> {
                List<Shard> unlisted = shards.stream()
                        .filter(shard -> !named.containsKey(shard.at().lastName()))
                        .toList();
                if (unlisted.size() == shards.size()) {
                    numbers(folder, family, Folder.byCount(shards), out);
                } else if (!unlisted.isEmpty()) {
                    out.at(unlisted.getFirst().at());
                    out.add("model/shard-unlisted", -1, family.toString(), Map.of("files", files(unlisted.size())));
                }
                Folder.byCount(shards).forEach(parts -> twice(parts, out));
            });
        }
    }

    /** Whether the numbers of shards that no index names make sense, and whether all are there. */
    private static void numbers(Folder folder, Family family, List<List<Shard>> savings, Findings out) {
        if (savings.size() > 1) {
            Shard one = savings.get(0).getFirst();
            Shard other = savings.get(1).getFirst();
            numbering(
                    other,
                    family,
                    "some files are parts of " + one.name().count() + " and some of "
                            + other.name().count(),
                    out);
        }
        for (List<Shard> parts : savings) {
            int count = parts.getFirst().name().count();
            TreeSet<Integer> numbers = new TreeSet<>();
            for (Shard part : parts) {
                if (!numbers.add(part.name().number())) {
                    numbering(
                            part,
                            family,
                            "there are two of number " + part.name().number(),
                            out);
                }
            }
            int first = numbers.first() == 0 ? 0 : 1;
            if (numbers.last() >= first + count) {
                numbering(parts.getLast(), family, "there is a number " + numbers.last() + " of " + count, out);
            }
            int missing = count - numbers.subSet(first, first + count).size();
            if (missing > 0
                    && folder.isWhole()
                    && parts.stream().anyMatch(part -> !part.formats().isEmpty())) {
                out.at(parts.getFirst().at());
                out.gap(
                        GapKind.UNREADABLE,
                        -1,
                        "not all of the model is there: of its " + count + " files the number "
                                + list(firstMissing(numbers, first, Math.min(missing, MOST_SHOWN)), missing)
                                + " is missing");
            }
        }
    }

    private static List<String> firstMissing(Set<Integer> numbers, int first, int wanted) {
        List<String> missing = new ArrayList<>();
        for (int number = first; missing.size() < wanted; number++) {
            if (!numbers.contains(number)) {
                missing.add(Integer.toString(number));
            }
        }
        return missing;
    }

    private static void numbering(Shard at, Family family, String detail, Findings out) {
        out.at(at.at());
        out.add("model/shard-numbering", -1, family.toString(), Map.of("detail", detail));
    }

    /** Tensors that several parts of one saving hold: which of them counts depends on the loader. */
    private static void twice(List<Shard> parts, Findings out) {
        List<Shard> known = parts.stream().filter(Shard::isKnown).toList();
        int count = 0;
        for (Shard part : known) {
            count += part.tensors().count();
        }
        if (known.size() < 2 || count > DigestTable.MOST) {
            return; // more than are kept of any target
        }
        long[] digests = new long[count];
        int[] partOf = new int[count];
        int n = 0;
        for (int part = 0; part < known.size(); part++) {
            long[] held = known.get(part).tensors().digests();
            System.arraycopy(held, 0, digests, n, held.length);
            Arrays.fill(partOf, n, n + held.length, part);
            n += held.length;
        }
        Twice twice = new Twice();
        new DigestTable(digests).pairs((first, second) -> {
            if (partOf[first] != partOf[second]) {
                twice.add(first, second);
            }
        });
        if (twice.count == 0) {
            return;
        }
        int begin = twice.second;
        while (begin > 0 && partOf[begin - 1] == partOf[twice.second]) {
            begin--;
        }
        Shard second = known.get(partOf[twice.second]);
        String other = Quoted.of(known.get(partOf[twice.first]).at().lastName());
        out.at(second.at());
        out.add(
                "model/shard-tensor-twice",
                second.tensors().offset(twice.second - begin),
                second.name().family().toString(),
                Map.of("tensors", tensors(twice.count), "other", other));
    }

    /** The pair that comes first in the files, and how many there are. */
    private static final class Twice {
        int first;
        int second = Integer.MAX_VALUE;
        int count;

        void add(int one, int other) {
            count++;
            if (other < second) {
                first = one;
                second = other;
            }
        }
    }

    static String tensors(int count) {
        return count == 1 ? "a tensor" : count + " tensors";
    }

    static String files(int count) {
        return count == 1 ? "this file" : "this file and " + (count - 1) + " more";
    }

    static String list(List<String> shown, int count) {
        return String.join(", ", shown) + (count > shown.size() ? " and " + (count - shown.size()) + " more" : "");
    }
}
