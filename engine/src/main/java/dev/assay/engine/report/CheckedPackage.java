package dev.assay.engine.report;

import dev.assay.engine.fact.RegistryRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be thought of a package that somebody asked about ({@code assay check}). What counts is in findings and gaps; this
 * is the whole judgement. Immutable.
 *
 * @param input as it was asked for
 * @param purl of the package; empty if there can be none
 * @param verdict {@code ok}, {@code review}, {@code suspicious}, {@code malicious} or {@code unknown}
 * @param score 0 to 100
 * @param signals what made the score, the heaviest first
 * @param imitates names that are meant by many and that it resembles, the most likely first
 * @param registry what its registry says of it; null if none was asked or none answered
 */
public record CheckedPackage(
        Location location,
        String input,
        String purl,
        String verdict,
        int score,
        List<CheckSignal> signals,
        List<String> imitates,
        @Nullable RegistryRecord registry) {
    public CheckedPackage {
        signals = List.copyOf(signals);
        imitates = List.copyOf(imitates);
    }

    /**
     * One reason.
     *
     * @param kind a word that stays the same, such as {@code swap}
     * @param weight 0 to 100
     * @param target the name that it was compared with; empty if with none
     * @param text the same for people, to stand behind the name
     */
    public record CheckSignal(String kind, int weight, String target, String text) {}
}
