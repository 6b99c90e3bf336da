package dev.assay.engine.scan;

import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Everything that knows a format or has a judgement. Immutable and shared between threads. */
public final class Detectors {
    /** A decoder, its place in their order, and what recognises its format. */
    private record Numbered(int number, Decoder decoder, Magic magic) {}

    private final List<Decoder> decoders;
    private final List<Rule> rules;
    private final List<TargetRule> targetRules;
    private final RuleBook book;
    private final Map<String, Set<String>> formatsByExtension;
    private final String version;
    private final Supplier<List<ReferenceData>> referenceData;
    private final Families families;
    private final Set<String> digests;
    private final List<Numbered> single = new ArrayList<>();
    private final Map<Kinds<?>, Map<Object, Numbered>> byKind = new LinkedHashMap<>();

    /**
     * @param decoders in the order of their formats' ids, in which they are run
     * @param formatsByExtension what a loader expects behind a name's ending: if none of these is found there, that is a gap
     * @param version of all of these and their data: part of every key of the cache
     */
    public Detectors(
            List<Decoder> decoders,
            List<Rule> rules,
            List<TargetRule> targetRules,
            RuleBook book,
            Map<String, Set<String>> formatsByExtension,
            String version) {
        this(decoders, rules, targetRules, book, formatsByExtension, version, List::of);
    }

    /** @param referenceData asked at the end of a report: the tables that were looked into by then */
    public Detectors(
            List<Decoder> decoders,
            List<Rule> rules,
            List<TargetRule> targetRules,
            RuleBook book,
            Map<String, Set<String>> formatsByExtension,
            String version,
            Supplier<List<ReferenceData>> referenceData) {
        this(decoders, rules, targetRules, book, formatsByExtension, version, referenceData, Families.ALL, Set.of());
    }

    private Detectors(
            List<Decoder> decoders,
            List<Rule> rules,
            List<TargetRule> targetRules,
            RuleBook book,
            Map<String, Set<String>> formatsByExtension,
            String version,
            Supplier<List<ReferenceData>> referenceData,
            Families families,
            Set<String> digests) {
        this.referenceData = referenceData;
        this.decoders = List.copyOf(decoders);
        this.rules = List.copyOf(rules);
        this.targetRules = List.copyOf(targetRules);
        this.book = book;
        this.formatsByExtension = formatsByExtension;
        this.version = version;
        this.families = families;
        this.digests = Set.copyOf(digests);
        for (int i = 0; i < decoders.size(); i++) {
            Decoder decoder = decoders.get(i);
            index(new Numbered(i, decoder, decoder.format().magic()));
        }
    }

    /** Without rules for whole targets. */
    public Detectors(
            List<Decoder> decoders,
            List<Rule> rules,
            RuleBook book,
            Map<String, Set<String>> formatsByExtension,
            String version) {
        this(decoders, rules, List.of(), book, formatsByExtension, version);
    }

    /** The same for some families of rules: all formats are recognised, and what gives these families nothing is not decoded. */
    public Detectors only(Families wanted) {
        return new Detectors(
                decoders, rules, targetRules, book, formatsByExtension, version, referenceData, wanted, digests);
    }

    /**
     * The same under the version of those that tell these digests of all files, and no others: what is kept under it can be used in
     * place of what is decoded now, but for the digests that it lacks.
     */
    public Detectors telling(Set<String> told) {
        return new Detectors(
                decoders, rules, targetRules, book, formatsByExtension, version, referenceData, families, told);
    }

    private void index(Numbered numbered) {
        if (numbered.magic() instanceof Kinds.Is<?>(Kinds<?> kinds, Object kind)) {
            Map<Object, Numbered> known = byKind.computeIfAbsent(kinds, _ -> new HashMap<>());
            if (known.put(kind, numbered) != null) {
                throw new IllegalArgumentException("two decoders for " + kind);
            }
        } else {
            single.add(numbered);
        }
    }

    /** In the order of their formats' ids. */
    public List<Decoder> decoders() {
        return decoders;
    }

    public List<Rule> rules() {
        return rules;
    }

    public List<TargetRule> targetRules() {
        return targetRules;
    }

    public RuleBook book() {
        return book;
    }

    /** What a loader expects behind a name's ending. */
    public Map<String, Set<String>> formatsByExtension() {
        return formatsByExtension;
    }

    /** The families of rules that are wanted. */
    public Families families() {
        return families;
    }

    /** The algorithms of the digests that are told of all files, such as {@code sha256}. */
    public Set<String> digests() {
        return digests;
    }

    /** Of all of these and their data, and of what is decoded for whom. */
    public String version() {
        return version + (digests.isEmpty() ? "" : "+" + String.join(",", new TreeSet<>(digests))) + families.version();
    }

    /** The tables of reference data that were looked into so far. */
    List<ReferenceData> referenceData() {
        return referenceData.get();
    }

    /**
     * What of a whole path may decide how the bytes there are decoded: the ending, all of the name where a format goes by whole
     * names, and what formats that go by folders tell these apart by.
     */
    String hint(String path) {
        String name = Location.lastPart(path);
        String hint = goesByName(name) ? name : Head.extension(name);
        for (Kinds<?> kinds : byKind.keySet()) {
            String place = kinds.hint(path);
            if (!place.isEmpty()) {
                hint = hint + '\n' + place; // no name has a line's end in it without being one of its own
            }
        }
        return hint;
    }

    /** The same where some of it is read as something that its own name does not say: these bytes alone. */
    String hint(String path, ReadAs readAs) {
        return hint(path) + readAs.hint(this::hint);
    }

    /** What of a place decides how the bytes there are read and judged: a text that is the same where that is the same. */
    String reading(Location at) {
        StringBuilder reading = new StringBuilder(hint(at.wholeName()));
        if (completes(at.lastName())) {
            reading.append('\n').append(at.wholeName()); // for what lies beside or below it
        }
        for (Rule rule : rules) {
            reading.append('\n').append(rule.placed(at));
        }
        return reading.toString();
    }

    /** Whether a file of this name is of a format that goes by whole names, whatever it holds. */
    public boolean goesByName(String name) {
        for (Kinds<?> kinds : byKind.keySet()) {
            if (kinds.isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule for whole targets asks for bytes of this name. */
    boolean concerns(String name) {
        for (TargetRule rule : targetRules) {
            if (rule.concerns(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what an artifact of this name says decides what others say. */
    boolean completes(String name) {
        for (TargetRule rule : targetRules) {
            if (rule.completes(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule for whole targets asks for an artifact of this name that holds these formats. */
    boolean isKept(String name, Set<String> formats) {
        for (TargetRule rule : targetRules) {
            if (rule.keeps(name, formats)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule for whole targets reads this fact. */
    boolean isRead(Fact fact) {
        for (int i = 0; i < targetRules.size(); i++) { // asked of each fact
            if (targetRules.get(i).reads(fact)) {
                return true;
            }
        }
        return false;
    }

    /** The decoders for bytes with this head, in their order: several for a polyglot, none for what nobody interprets. */
    public List<Decoder> detect(Head head) {
        List<Numbered> found = new ArrayList<>(2);
        for (Numbered numbered : single) {
            if (numbered.magic().matches(head)) {
                found.add(numbered);
            }
        }
        for (Map.Entry<Kinds<?>, Map<Object, Numbered>> several : byKind.entrySet()) {
            Object kind = several.getKey().of(head);
            Numbered numbered = kind == null ? null : several.getValue().get(kind);
            if (numbered != null) {
                found.add(numbered);
            }
        }
        found.sort((one, other) -> Integer.compare(one.number(), other.number()));
        List<Decoder> inOrder = new ArrayList<>(found.size());
        for (Numbered numbered : found) {
            inOrder.add(numbered.decoder());
        }
        return inOrder;
    }
}
