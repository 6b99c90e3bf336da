package dev.assay.app.render;

import dev.assay.detectors.crypto.Assessment;
import dev.assay.detectors.crypto.CryptoSummary;
import dev.assay.detectors.crypto.Deadline;
import dev.assay.detectors.crypto.HarvestScore;
import dev.assay.detectors.crypto.Replacement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What is to be done about cryptography, as JSON: of each asset, and of all of them as a roadmap. */
final class CryptoJson {
    private final JsonGenerator out;

    CryptoJson(JsonGenerator out) {
        this.out = out;
    }

    /** Adds to the object of an asset. */
    void asset(Assessment assessment) {
        HarvestScore harvest = assessment.harvest();
        out.writeNumberProperty("harvest", harvest.score());
        if (harvest.exposurePercent() > 0) {
            Json.string(out, "harvestWhy", harvest.explanation());
        }
        out.writeStringProperty("agility", assessment.agility().word());
        assessment.replacement().ifPresent(replacement -> {
            out.writeObjectPropertyStart("replacement");
            replacement(replacement);
            out.writeEndObject();
        });
        if (!assessment.deadlines().isEmpty()) {
            out.writeArrayPropertyStart("deadlines");
            assessment.deadlines().forEach(deadline -> {
                out.writeStartObject();
                deadline(deadline);
                out.writeEndObject();
            });
            out.writeEndArray();
        }
    }

    /** Adds the roadmap to the object of a report, unless nothing was found. */
    void summary(CryptoTotals totals) {
        CryptoSummary summary = totals.summary();
        List<CryptoSummary.Group> algorithms = summary.algorithms();
        if (algorithms.isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("cryptography");
        CryptoSummary.Readiness readiness = summary.readiness();
        out.writeNumberProperty("quantumSafePercent", readiness.quantumSafePercent());
        out.writeNumberProperty("agilePercent", readiness.agilePercent());
        out.writeNumberProperty("harvest", readiness.harvest());
        out.writeNumberProperty("vendored", totals.origin("vendored"));
        out.writeNumberProperty("generated", totals.origin("generated"));
        out.writeObjectPropertyStart("byQuantum");
        summary.byQuantum().forEach((quantum, uses) -> out.writeNumberProperty(quantum.word(), uses));
        out.writeEndObject();
        out.writeArrayPropertyStart("roadmap");
        for (CryptoSummary.Wave wave : summary.roadmap()) {
            wave.steps().forEach(step -> step(wave, step));
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("deadlines");
        for (CryptoSummary.Due due : summary.deadlines()) {
            out.writeStartObject();
            deadline(due.deadline());
            out.writeNumberProperty("uses", due.uses());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void step(CryptoSummary.Wave wave, CryptoSummary.Step step) {
        out.writeStartObject();
        Json.string(out, "title", wave.title());
        replacement(step.replacement());
        out.writeArrayPropertyStart("algorithms");
        step.algorithms().forEach(name -> out.writeString(Json.wellFormed(name)));
        out.writeEndArray();
        out.writeNumberProperty("uses", step.uses());
        out.writeNumberProperty("hardCoded", step.hardCoded());
        out.writeNumberProperty("harvest", step.harvest());
        out.writeNumberProperty("weeks", step.weeks());
        @Nullable Deadline due = step.due();
        if (due != null) {
            out.writeObjectPropertyStart("due");
            deadline(due);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void replacement(Replacement replacement) {
        out.writeNumberProperty("wave", replacement.wave());
        Json.string(out, "to", replacement.to());
        if (!replacement.hybrid().isEmpty()) {
            Json.string(out, "hybrid", replacement.hybrid());
        }
        out.writeStringProperty("effort", replacement.effort().word());
    }

    private void deadline(Deadline deadline) {
        Json.string(out, "regime", deadline.regime().id());
        out.writeStringProperty("verdict", deadline.verdict());
        out.writeStringProperty("from", deadline.from().toString());
        out.writeNumberProperty("daysLeft", deadline.daysLeft());
        Json.string(out, "clause", deadline.clause());
    }
}
