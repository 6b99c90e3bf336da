package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * What findings say of the cryptographic assets of a bill, as its vulnerabilities: one for each rule, severity and title, with the
 * components that it affects. A finding belongs to the asset at its place; assets come before the findings of the same bytes, so
 * that only the places of those are kept. Bounded; what is beyond stands for itself.
 */
final class CryptoVulnerabilities {
    private static final int MOST_VULNERABILITIES = 1_000;
    private static final int MOST_PLACES = 100_000;

    /** Findings of one rule, severity and title. */
    private static final class Vulnerability {
        private final Finding first;
        private final TreeMap<String, Long> affects = new TreeMap<>();

        private Vulnerability(Finding first) {
            this.first = first;
        }
    }

    /** An algorithm at a place: one place may be a use of several. */
    private record Spot(Location at, String algorithm) {}

    private final Map<Spot, TreeSet<String>> places = new HashMap<>();
    private final TreeMap<List<String>, Vulnerability> all =
            new TreeMap<>((one, other) -> String.join("\0", one).compareTo(String.join("\0", other)));
    private boolean isJudging;

    /** Where the asset of a component was met. */
    void place(Location at, String algorithm, String reference) {
        if (isJudging) {
            places.clear(); // of other bytes
            isJudging = false;
        }
        if (places.size() < MOST_PLACES) {
            places.computeIfAbsent(new Spot(at, spelled(algorithm)), _ -> new TreeSet<>())
                    .add(reference);
        }
    }

    private static String spelled(String algorithm) {
        return algorithm.isEmpty() ? "?" : algorithm;
    }

    /** Whether a finding could be tied to a component; inventory never is. */
    boolean add(Finding finding) {
        isJudging = true;
        if (finding.severity() == Severity.INFO) {
            return false;
        }
        TreeSet<String> references = places.get(
                new Spot(finding.location(), spelled(finding.evidence().getOrDefault("algorithm", ""))));
        if (references == null) {
            return false;
        }
        List<String> key = List.of(finding.ruleId(), finding.severity().id(), finding.title());
        Vulnerability known = all.get(key);
        if (known == null) {
            if (all.size() >= MOST_VULNERABILITIES) {
                return false;
            }
            known = new Vulnerability(finding);
            all.put(key, known);
        }
        for (String reference : references) {
            known.affects.merge(reference, 1L, Long::sum);
        }
        return true;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Writes all of them as elements of the array that has been begun, by rule. */
    void write(JsonGenerator out) {
        new ArrayList<>(all.values()).forEach(each -> write(each, out));
    }

    private static void write(Vulnerability each, JsonGenerator out) {
        Finding first = each.first;
        out.writeStartObject();
        Json.string(out, "id", first.ruleId());
        out.writeObjectPropertyStart("source");
        out.writeStringProperty("name", "assay");
        out.writeEndObject();
        out.writeArrayPropertyStart("ratings");
        out.writeStartObject();
        out.writeStringProperty("severity", first.severity().id());
        out.writeEndObject();
        out.writeEndArray();
        Json.string(out, "description", first.title());
        Json.string(out, "recommendation", first.remedy());
        out.writeArrayPropertyStart("affects");
        each.affects.keySet().forEach(reference -> {
            out.writeStartObject();
            Json.string(out, "ref", reference);
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeArrayPropertyStart("properties");
        each.affects.forEach((reference, count) -> {
            out.writeStartObject();
            Json.string(out, "name", "assay:findings:" + Json.wellFormed(reference));
            out.writeStringProperty("value", Long.toString(count));
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeEndObject();
    }
}
