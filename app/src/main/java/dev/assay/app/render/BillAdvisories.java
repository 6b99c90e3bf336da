package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What advisories say of the packages of a bill, gathered from findings: one for each id, with the purls that it is about, which are the
 * references of packages. What holds of a version that is taken and what only may hold stand apart. Bounded; what is beyond is no part, and
 * its finding stands for itself.
 */
final class BillAdvisories {
    private static final String FAMILY = "indicator";
    private static final int MOST_ADVISORIES = 20_000;
    private static final int MOST_AFFECTED = 200_000;

    /** Of a list with all ids the severity is that of the worst. */
    private static final int MOST_TEXT = 2_000;

    /** An id, of what is taken or of what may be. */
    private record Key(String id, boolean isCertain) {}

    /** What one advisory says. */
    static final class Advisory {
        final String id;
        final Severity severity;

        /** Whether an affected version is taken; else somebody asks for what admits one. */
        final boolean isCertain;

        final boolean isMalicious;
        private String summary = "";
        private String reference = "";
        private String remedy = "";
        final Set<String> purls = new TreeSet<>();

        private Advisory(String id, Severity severity, boolean isCertain, boolean isMalicious) {
            this.id = id;
            this.severity = severity;
            this.isCertain = isCertain;
            this.isMalicious = isMalicious;
        }

        /** May be empty. */
        String summary() {
            return summary;
        }

        /** An address, or empty. */
        String reference() {
            return reference;
        }

        /** What to do; empty where a finding is of several, of which it may be about another. */
        String remedy() {
            return remedy;
        }
    }

    private final Map<Key, Advisory> all = new HashMap<>();
    private final Set<String> affected = new HashSet<>();
    private int purls;

    /** Whether the finding is of advisories that have a place here. */
    boolean add(Finding finding) {
        String purl = finding.evidence().getOrDefault("purl", "");
        String ratings = finding.evidence().getOrDefault("ratings", "");
        if (!finding.family().equals(FAMILY) || purl.isEmpty() || ratings.isEmpty() || purls >= MOST_AFFECTED) {
            return false;
        }
        affected.add(Json.wellFormed(purl));
        List<String> rated = Parts.of(ratings, ';');
        boolean isAll = true;
        for (int i = 0; i < rated.size(); i++) {
            Advisory advisory = advisory(rated.get(i).strip(), finding);
            if (advisory == null) {
                isAll = false;
                continue;
            }
            if (advisory.purls.add(Json.wellFormed(purl))) {
                purls++;
            }
            if (i == 0) {
                told(advisory, finding, rated.size() == 1);
            }
        }
        return isAll;
    }

    /** What a finding says in words is about the first of its advisories. */
    private static void told(Advisory advisory, Finding finding, boolean isAlone) {
        if (advisory.summary.isEmpty()) {
            advisory.summary = Parts.first(finding.evidence().getOrDefault("summary", ""), MOST_TEXT);
        }
        String reference = finding.evidence().getOrDefault("reference", "");
        if (advisory.reference.isEmpty() && reference.startsWith("https://")) {
            advisory.reference = reference;
        }
        if (advisory.remedy.isEmpty() && isAlone) {
            advisory.remedy = finding.remedy();
        }
    }

    private @Nullable Advisory advisory(String rated, Finding finding) {
        int blank = rated.lastIndexOf(' ');
        if (blank <= 0) {
            return null;
        }
        Key key = new Key(
                Json.wellFormed(rated.substring(0, blank)), !finding.ruleId().endsWith("-if-taken"));
        Advisory known = all.get(key);
        if (known == null && all.size() < MOST_ADVISORIES) {
            known = new Advisory(
                    key.id(),
                    severity(rated.substring(blank + 1), finding),
                    key.isCertain(),
                    finding.ruleId().startsWith("indicator/malicious"));
            all.put(key, known);
        }
        return known;
    }

    private static Severity severity(String id, Finding finding) {
        for (Severity each : Severity.values()) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return finding.severity();
    }

    /** Whether any of them is about a package of a bill. */
    boolean isAffected(String reference) {
        return affected.contains(reference);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** By their ids; what is certain first. */
    List<Advisory> sorted() {
        Map<String, Advisory> sorted = new TreeMap<>();
        all.forEach((key, each) -> sorted.put(key.id() + "\0" + (key.isCertain() ? 0 : 1), each));
        return List.copyOf(sorted.values());
    }
}
