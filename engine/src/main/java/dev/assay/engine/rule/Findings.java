package dev.assay.engine.rule;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Collects what rules say of one artifact. Belongs to one thread. */
public final class Findings {
    private final RuleBook book;
    private final Predicate<String> familyWanted;
    private final int most;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private Location at;
    private long uncounted;
    private Severity uncountedWorst = Severity.INFO;

    /** @param most beyond so many, findings are only counted */
    public Findings(RuleBook book, Predicate<String> familyWanted, int most) {
        this.book = book;
        this.familyWanted = familyWanted;
        this.most = most;
        this.at = Location.of("", "");
    }

    /** Sets where the next findings lie. */
    public void at(Location location) {
        this.at = location;
    }

    /** A finding with the severity of its row. */
    public void add(String ruleId, long offsetBytes, String key, Map<String, String> evidence) {
        add(ruleId, book.get(ruleId).severity(), offsetBytes, key, evidence);
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
        RuleInfo rule = book.get(ruleId);
        if (!familyWanted.test(rule.family())) {
            return;
        }
        if (findings.size() >= most) {
            uncounted++;
            uncountedWorst = severity.compareTo(uncountedWorst) > 0 ? severity : uncountedWorst;
            return;
        }
        Map<String, String> sorted = new TreeMap<>(evidence);
        findings.add(new Finding(
                rule.id(),
                rule.family(),
                severity,
                fill(rule.title(), sorted),
                fill(rule.why(), sorted),
                fill(rule.remedy(), sorted),
                rule.references(),
                fingerprint(rule.id(), key),
                at.at(offsetBytes),
                sorted));
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

    private static String fill(String text, Map<String, String> evidence) {
        String filled = text;
        for (var entry : evidence.entrySet()) {
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return filled;
    }

    /**
     * Holds the rule, the file's own name, the way within it and the key, but neither the folder nor the place: a moved
     * line or a renamed folder keeps it. Equal ones in one file are numbered in the order of the report.
     */
    private String fingerprint(String ruleId, String key) {
        String path = at.path().isEmpty() ? at.target() : at.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String what = String.join("\0", ruleId, name, String.join("!", at.entries()), key);
        int ordinal = seen.merge(what, 1, Integer::sum);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest((what + "\0" + ordinal).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
