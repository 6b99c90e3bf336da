package dev.assay.engine.rule;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Suppressed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what rules say of one artifact, or of a whole target. Belongs to one thread. */
public final class Findings {
    private final RuleBook book;
    private final Predicate<String> familyWanted;
    private final int most;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Suppressed> suppressed = new ArrayList<>(0);
    private final List<Gap> gaps = new ArrayList<>(0);
    private final List<CryptoAsset> assets = new ArrayList<>(0);
    private final Policy policy;
    private final GivenFiles files;
    private final List<Inline> inline = new ArrayList<>(0);
    private final Map<String, Long> notes = new TreeMap<>();
    private final IdentityHashMap<Finding, List<Allowance>> conditional = new IdentityHashMap<>(0);
    private final Fingerprints fingerprints = new Fingerprints();
    private Location at;
    private long uncounted;
    private Severity uncountedWorst = Severity.INFO;
    private Severity least = Severity.INFO;
    /** Behind the last finding of that severity, once there are as many as are kept. */
    private int leastEnd = -1;

    /** What somebody said within the bytes, of findings from one place to another. */
    private record Inline(Location bytes, Set<String> ruleIds, long fromBytes, long toBytes, Allowance allowance) {
        boolean isOf(Finding finding) {
            long offset = finding.location().offsetBytes();
            return ruleIds.contains(finding.ruleId())
                    && offset >= fromBytes
                    && offset < toBytes
                    && finding.location().at(-1).equals(bytes);
        }
    }

    /** All findings count as they are. */
    public Findings(RuleBook book, Predicate<String> familyWanted, int most) {
        this(book, familyWanted, most, Policy.none());
    }

    /** @param most beyond so many, the least of the findings are only counted */
    public Findings(RuleBook book, Predicate<String> familyWanted, int most, Policy policy) {
        this(book, familyWanted, most, policy, GivenFiles.NONE);
    }

    /** @param files that are judged together: what is said of a place in their folder is reported of the file */
    public Findings(RuleBook book, Predicate<String> familyWanted, int most, Policy policy, GivenFiles files) {
        this.files = files;
        this.book = book;
        this.familyWanted = familyWanted;
        this.most = most;
        this.policy = policy;
        this.at = Location.of("", "");
    }

    /** Sets where the next findings lie. */
    public void at(Location location) {
        this.at = files.asGiven(location);
    }

    /** Whether anybody wants to hear of this family of rules. */
    public boolean wants(String family) {
        return familyWanted.test(family);
    }

    /** The severity of a rule's row. */
    public Severity severity(String ruleId) {
        return book.get(ruleId).severity();
    }

    /** A finding with the severity of its row. */
    public void add(String ruleId, long offsetBytes, String key, Map<String, String> evidence) {
        add(ruleId, severity(ruleId), offsetBytes, key, evidence);
    }

    /**
     * A finding.
     *
     * @param offsetBytes where within the bytes at hand, or -1
     * @param key what tells this finding from others of the rule in the same bytes, such as the callable's name: part of
     *     the fingerprint, so nothing that moves when the file is edited
     * @param evidence what it rests on; fills the row's text
     */
    public void add(String ruleId, Severity severity, long offsetBytes, String key, Map<String, String> evidence) {
        add(ruleId, severity, offsetBytes, key, evidence, List.of());
    }

    /**
     * A finding in a text.
     *
     * @param place within the bytes at hand, {@link #place} of them
     */
    public void add(String ruleId, Severity severity, Location place, String key, Map<String, String> evidence) {
        add(ruleId, severity, place, key, evidence, List.of());
    }

    /** A use of cryptography that only a whole target shows, where the next findings lie. */
    public void asset(CryptoUse use) {
        if (wants(CryptoUse.FAMILY)) { // as many as waiting facts are kept
            assets.add(fingerprints.asset(at, use, "whole " + use.kind().name()));
        }
    }

    /** What {@link #asset} was told, in that order. */
    public List<CryptoAsset> assets() {
        return assets;
    }

    /** Where the next findings lie, as {@link #at} has it. */
    public Location place() {
        return at;
    }

    /**
     * A finding that somebody may have allowed: it is listed as suppressed with the reason, at once or, where the allowances
     * are for certain bytes only, as soon as {@link #settle} knows that these are the ones. The policy may allow it as well.
     */
    public void add(
            String ruleId,
            Severity severity,
            long offsetBytes,
            String key,
            Map<String, String> evidence,
            List<Allowance> byRule) {
        add(ruleId, severity, at.at(offsetBytes), key, evidence, byRule);
    }

    /** The same in a text. */
    public void add(
            String ruleId,
            Severity severity,
            Location place,
            String key,
            Map<String, String> evidence,
            List<Allowance> byRule) {
        RuleInfo rule = book.get(ruleId);
        if (!wants(rule.family())) {
            return;
        }
        Severity graded = policy.severity(ruleId, severity);
        List<Allowance> allowances = new ArrayList<>(byRule);
        allowances.addAll(policy.allowances(ruleId, at));
        Allowance allowed = first(allowances, allowance -> allowance.digests().isEmpty());
        if (allowed != null && suppressed.size() >= most) {
            policy.used(allowed);
            return; // it does not count, so it is not among those that are only counted
        }
        if (allowed == null && findings.size() >= most && !makesRoom(graded)) {
            onlyCount(graded);
            return;
        }
        Map<String, String> sorted = new TreeMap<>(evidence);
        Finding finding = new Finding(
                rule.id(),
                rule.family(),
                graded,
                fill(rule.title(), sorted),
                fill(rule.why(), sorted),
                fill(rule.remedy(), sorted),
                rule.references(),
                fingerprints.next(at, rule.id(), key),
                place,
                withoutEmpty(sorted));
        if (allowed != null) {
            suppress(finding, allowed, false);
            return;
        }
        findings.add(finding);
        if (!allowances.isEmpty()) {
            conditional.put(finding, allowances);
        }
    }

    private void onlyCount(Severity graded) {
        uncounted++;
        uncountedWorst = graded.compareTo(uncountedWorst) > 0 ? graded : uncountedWorst;
    }

    @SuppressWarnings("EnumOrdinal") // the next one in their order
    private static Severity above(Severity severity) {
        return Severity.values()[severity.ordinal() + 1];
    }

    /** Drops the last of the least findings for a worse one; false if there is none that is less. */
    private boolean makesRoom(Severity graded) {
        leastEnd = leastEnd < 0 ? findings.size() : Math.min(leastEnd, findings.size());
        while (least.compareTo(graded) < 0) {
            while (leastEnd > 0) {
                Finding last = findings.get(--leastEnd);
                if (last.severity() == least) {
                    findings.remove(leastEnd);
                    conditional.remove(last);
                    onlyCount(least);
                    return true;
                }
            }
            least = above(least);
            leastEnd = findings.size();
        }
        return false;
    }

    private static @Nullable Allowance first(List<Allowance> allowances, Predicate<Allowance> wanted) {
        return allowances.stream().filter(wanted).findFirst().orElse(null);
    }

    private void suppress(Finding finding, Allowance allowance, boolean inSource) {
        policy.used(allowance);
        suppressed.add(
                new Suppressed(finding.ruleId(), finding.location(), finding.fingerprint(), allowance.by(), inSource));
    }

    /**
     * Suppresses findings of these rules from one place within the bytes at hand to another, whether they were added already or
     * not, as soon as {@link #settle} is called.
     *
     * @param by who said so and why
     */
    public void suppress(Set<String> ruleIds, long fromBytes, long toBytes, String by) {
        inline.add(new Inline(at.at(-1), Set.copyOf(ruleIds), fromBytes, toBytes, new Allowance(by, Set.of())));
    }

    /** Whether there is a rule of this id. */
    public boolean isRule(String ruleId) {
        return book.has(ruleId);
    }

    /** Counts something that was passed over. */
    public void note(String what) {
        notes.merge(what, 1L, Long::sum);
    }

    /** What {@link #note} was told, with counts. */
    public Map<String, Long> notes() {
        return Map.copyOf(notes);
    }

    /**
     * Suppresses what was allowed within the bytes, or for these bytes only. {@code sha256} is asked once, and not without need.
     */
    public void settle(Supplier<Optional<String>> sha256) {
        if (!inline.isEmpty()) {
            findings.removeIf(this::isSuppressedInline);
        }
        if (conditional.isEmpty()) {
            return;
        }
        String digest = sha256.get().orElse("");
        findings.removeIf(finding -> {
            Allowance allowed = first(
                    conditional.getOrDefault(finding, List.of()),
                    allowance -> allowance.digests().contains(digest));
            if (allowed != null) {
                suppress(finding, allowed, false);
            }
            return allowed != null;
        });
        conditional.clear();
    }

    private boolean isSuppressedInline(Finding finding) {
        for (Inline each : inline) {
            if (each.isOf(finding)) {
                suppress(finding, each.allowance(), true);
                return true;
            }
        }
        return false;
    }

    /** What was allowed, in the order in which that became known. */
    public List<Suppressed> suppressed() {
        return suppressed;
    }

    /** What was added, in that order. */
    public List<Finding> all() {
        return findings;
    }

    /** How many more there were. */
    public long uncounted() {
        return uncounted;
    }

    /** The worst of those: what is only counted still counts for the verdict. */
    public Severity uncountedWorst() {
        return uncountedWorst;
    }

    /**
     * Says that something could not be judged where the next findings lie.
     *
     * @param offsetBytes where within the bytes at hand, or -1
     * @param reason one line, for people
     */
    public void gap(GapKind kind, long offsetBytes, String reason) {
        gap(kind, offsetBytes, 0, reason);
    }

    /**
     * The same of a text.
     *
     * @param line from 1, or 0 where lines make no sense
     */
    public void gap(GapKind kind, long offsetBytes, int line, String reason) {
        if (gaps.size() < most) { // more would say no more: the target is incomplete
            gaps.add(new Gap(kind, at.at(offsetBytes, line, 0), reason, -1));
        }
    }

    /** What could not be judged, in the order in which that was said. */
    public List<Gap> gaps() {
        return gaps;
    }

    private static Map<String, String> withoutEmpty(Map<String, String> evidence) {
        evidence.values().removeIf(String::isEmpty);
        return evidence;
    }

    /**
     * Puts the evidence into the row's text; what the evidence itself holds is from the bytes, and stays as it is. Of two blanks around a piece
     * that is empty one goes.
     */
    private static String fill(String text, Map<String, String> evidence) {
        StringBuilder filled = new StringBuilder(text.length());
        int from = 0;
        for (int open; (open = text.indexOf('{', from)) >= 0; ) {
            int close = text.indexOf('}', open);
            String value = close < 0 ? null : evidence.get(text.substring(open + 1, close));
            int next = value == null ? open + 1 : close + 1;
            filled.append(text, from, value == null ? next : open).append(value == null ? "" : value);
            boolean isBetweenBlanks = value != null
                    && value.isEmpty()
                    && text.startsWith(" ", next)
                    && !filled.isEmpty()
                    && filled.charAt(filled.length() - 1) == ' ';
            from = isBetweenBlanks ? next + 1 : next;
        }
        return filled.append(text, from, text.length()).toString();
    }
}
