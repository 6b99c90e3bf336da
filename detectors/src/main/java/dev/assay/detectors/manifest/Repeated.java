package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.XmlTree.Element;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is there once in a format, and twice in a document: one tool takes the first, another the last, others refuse it, and a reader here
 * may go past one. So it is a gap, unless both say the same. YAML (1.2, 3.2.1.3), TOML (1.0) and Maven have such documents for faults, JSON
 * leaves them to its readers (RFC 8259, 4). Belongs to one thread.
 */
final class Repeated {
    /** Of one document. */
    private static final int MOST_GAPS = 16;

    /** Up to here keys are compared with each other, which most objects are done with. */
    private static final int FEW = 8;

    private static final int KEY_BYTES = 64;

    private final Set<String> once;
    private final Sink out;
    private final Budget budget;
    private int gaps;

    /** @param once names of elements of XML of whose children each is there once */
    Repeated(List<String> once, Sink out, Budget budget) {
        this.once = once.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.out = out;
        this.budget = budget;
    }

    /** Looks at an object's own keys. */
    void look(Mapping mapping) {
        List<Entry> entries = mapping.entries();
        int n = entries.size();
        if (n <= FEW) {
            for (int i = 1; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    if (entries.get(j).key().equals(entries.get(i).key())) {
                        twice(entries.get(j).value(), entries.get(i));
                        break;
                    }
                }
            }
            return;
        }
        long taken = (long) n * KEY_BYTES;
        budget.takeMemory(taken);
        try {
            Map<String, Tree> there = HashMap.newHashMap(n);
            for (Entry entry : entries) {
                Tree other = there.putIfAbsent(entry.key(), entry.value());
                if (other != null) {
                    twice(other, entry);
                }
            }
        } finally {
            budget.giveBackMemory(taken);
        }
    }

    private void twice(Tree first, Entry second) {
        boolean isSame = first instanceof Scalar one
                && second.value() instanceof Scalar other
                && one.text().equals(other.text());
        if (!isSame && !isSection(second)) {
            tell(second.key(), second.offsetBytes());
        }
    }

    /** One of a list of sections of TOML, which has no key of its own: {@code [[package]]}. */
    private static boolean isSection(Entry entry) {
        return entry.value() instanceof Mapping
                && entry.offsetBytes() == entry.value().offsetBytes();
    }

    /** Looks through a document of XML. Case tells nothing apart: to MSBuild it does not, and no other has two names that differ by it. */
    void look(Element element) {
        if (once.isEmpty()) {
            return;
        }
        if (once.contains(element.name().toLowerCase(Locale.ROOT))) {
            Set<String> there = HashSet.newHashSet(element.children().size());
            for (Element child : element.children()) {
                if (!there.add(child.name().toLowerCase(Locale.ROOT))) {
                    tell(child.name(), child.offsetBytes());
                }
            }
        }
        element.children().forEach(this::look);
    }

    private void tell(String key, long offsetBytes) {
        gaps++;
        if (gaps <= MOST_GAPS) {
            String which = gaps < MOST_GAPS ? "" : ", as others may be";
            out.gap(
                    GapKind.MALFORMED,
                    offsetBytes,
                    Quoted.of(Parts.first(key, 80))
                            + " is told twice, and which of the two counts depends on who reads it" + which,
                    -1);
        }
    }
}
