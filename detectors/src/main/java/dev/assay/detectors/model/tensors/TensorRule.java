package dev.assay.detectors.model.tensors;

import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Quoted;
import java.util.Locale;
import java.util.Map;

/** Judges what tensors' numbers look like. The README beside this says where the thresholds come from. */
public final class TensorRule implements Rule {
    private static final String RANDOM = "model/tensor-random-bits";
    private static final String UNEVEN = "model/tensor-uneven-bits";
    private static final String OUTLIER = "model/tensor-outlier-output";

    /** Spreads above the median. */
    private static final double LEAST_SCORE = 15;

    /** How often the largest norm is the usual one. */
    private static final double LEAST_TIMES_MEDIAN = 2.5;

    @Override
    public void judge(Facts facts, Findings out) {
        for (TensorStatistics tensor : facts.of(TensorStatistics.class)) {
            bits(tensor, out);
            outputs(tensor, out);
        }
    }

    private static void bits(TensorStatistics tensor, Findings out) {
        TensorStatistics.Bits bits = tensor.bits();
        if (bits.random() > 0) {
            add(
                    RANDOM,
                    tensor,
                    bits.firstRandom(),
                    String.format(Locale.ROOT, "in %d of %d segments of 8,192 numbers", bits.random(), bits.segments()),
                    out);
        }
        if (bits.shaped() > 0 && bits.noise() > 0 || bits.noise() > 0 && bits.constant() > 0) {
            add(
                    UNEVEN,
                    tensor,
                    bits.shaped() > 0 ? bits.firstShaped() : bits.firstNoise(),
                    String.format(
                            Locale.ROOT,
                            "of %d segments of 8,192 numbers %d are noise there, %d take one value and %d are neither",
                            bits.segments(),
                            bits.noise(),
                            bits.constant(),
                            bits.shaped()),
                    out);
        }
    }

    private static void outputs(TensorStatistics tensor, Findings out) {
        TensorStatistics.Outputs outputs = tensor.outputs();
        if (outputs.score() >= LEAST_SCORE
                && outputs.largest() >= LEAST_TIMES_MEDIAN * outputs.median()
                && outputs.apart() == 1) {
            add(
                    OUTLIER,
                    tensor,
                    tensor.offsetBytes(),
                    String.format(
                            Locale.ROOT,
                            "output %d of %d has the norm %.4g, which is %.1f spreads above the median of %.4g (threshold %.0f)",
                            outputs.largestAt(),
                            outputs.count(),
                            outputs.largest(),
                            outputs.score(),
                            outputs.median(),
                            LEAST_SCORE),
                    out);
        }
    }

    private static void add(String rule, TensorStatistics tensor, long offset, String detail, Findings out) {
        out.add(rule, offset, tensor.name(), Map.of("tensor", Quoted.of(tensor.name()), "detail", detail));
    }
}
