package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Each use of cryptography under the rows that it is a case of; one that is a case of none, under the inventory. What a regime
 * of the policy sets a near date for is {@code medium} at least.
 */
public final class CryptoRule implements Rule {
    private static final String VULNERABLE = "crypto/quantum-vulnerable";
    private static final String DEADLINE = "crypto/regime-deadline";
    private static final String INVENTORY = "crypto/inventory";

    private final CryptoPolicy policy;
    private volatile @Nullable Judges judges;

    private record Judges(CryptoJudge judge, BriefParameters brief) {}

    public CryptoRule(CryptoPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (CryptoUse use : facts.of(CryptoUse.class)) {
            for (Assessment assessment : judges().judge().assess(use)) {
                report(assessment, out);
            }
        }
    }

    /** The tables are read when the first use is judged, since most scans see none. */
    private Judges judges() {
        Judges known = judges;
        if (known == null) {
            CryptoJudge judge = new CryptoJudge(policy);
            known = new Judges(judge, new BriefParameters(judge));
            judges = known; // a second thread may have read the same meanwhile
        }
        return known;
    }

    private void report(Assessment assessment, Findings out) {
        boolean isVulnerable = false;
        for (Assessment.Case one : assessment.cases()) {
            Severity own = one.severity() == null ? out.severity(one.ruleId()) : one.severity();
            boolean counts = one.ruleId().equals(VULNERABLE);
            isVulnerable |= counts;
            add(assessment, one.ruleId(), counts ? raised(own, assessment) : own, one.why(), one.doubt(), out);
        }
        if (!isVulnerable && !assessment.deadlines().isEmpty()) {
            Severity severity = raised(out.severity(DEADLINE), assessment);
            add(
                    assessment,
                    DEADLINE,
                    severity,
                    assessment.deadlines().getFirst().clause(),
                    "",
                    out);
        } else if (assessment.cases().isEmpty()) {
            add(assessment, INVENTORY, out.severity(INVENTORY), "", "", out);
        }
    }

    private static Severity raised(Severity own, Assessment assessment) {
        boolean soon = assessment.deadlines().stream().anyMatch(Deadline::isSoon);
        return soon && own.compareTo(Severity.MEDIUM) < 0 ? Severity.MEDIUM : own;
    }

    private void add(Assessment assessment, String ruleId, Severity severity, String why, String doubt, Findings out) {
        CryptoUse use = assessment.use();
        Map<String, String> evidence = new HashMap<>();
        evidence.put("algorithm", name(use));
        evidence.put("purpose", use.purpose().isEmpty() ? use.kind().name().toLowerCase(Locale.ROOT) : use.purpose());
        evidence.put(
                "parameters",
                use.parameters().isEmpty() ? "as it comes" : judges().brief().of(use, ruleId));
        evidence.put("suites", judges().brief().longList(use, ruleId));
        evidence.put("subject", subject(use));
        evidence.put("via", use.via());
        evidence.put("source", use.source());
        evidence.put("doubt", doubt);
        evidence.put("quantum", assessment.strength().quantum().word());
        if (assessment.strength().classicalBits() >= 0) {
            evidence.put("strengthBits", Integer.toString(assessment.strength().classicalBits()));
        }
        evidence.put(
                "replacement",
                assessment
                        .replacement()
                        .map(Replacement::to)
                        .orElse(assessment.deadlines().isEmpty() ? "" : "what the regime approves"));
        StringJoiner because = new StringJoiner("; ");
        List.of(why, doubt).stream().filter(text -> !text.isEmpty()).forEach(because::add);
        if (!assessment.deadlines().isEmpty()) {
            StringJoiner deadlines = new StringJoiner("; ");
            assessment.deadlines().forEach(deadline -> deadlines.add(deadline.toString()));
            evidence.put("deadlines", deadlines.toString());
            Deadline nearest = assessment.deadlines().getFirst();
            evidence.put("regime", nearest.regime().id());
            evidence.put("verdict", nearest.verdict() + " " + nearest.when());
            evidence.put("daysToDeadline", Long.toString(nearest.daysLeft()));
            if (ruleId.equals(VULNERABLE) || ruleId.equals(DEADLINE)) {
                because.add(deadlines.toString());
            }
        }
        evidence.put("because", because.toString());
        Location place = out.place().at(use.offsetBytes(), use.line(), use.column());
        String key =
                String.join(" ", use.source(), use.via(), use.purpose(), use.algorithm(), parameters(use), which(use));
        out.add(ruleId, severity, place, key, evidence);
    }

    /**
     * What findings call the algorithm of a use: of a key or certificates that are encrypted, nothing says what they are of; of a message
     * for a password, how the key is made.
     */
    public static String name(CryptoUse use) {
        if (!use.algorithm().isEmpty()) {
            return use.algorithm();
        }
        String derivation = use.parameters().getOrDefault("kdf", "");
        if (use.kind() == CryptoUse.Kind.ALGORITHM && !derivation.isEmpty()) {
            return derivation;
        }
        boolean isEncrypted = use.parameters().getOrDefault("encrypted", "").equals("yes");
        return switch (use.kind()) {
            case KEY -> isEncrypted ? "an encrypted key" : "a key";
            case CERTIFICATE -> isEncrypted ? "encrypted certificates" : "?";
            case ALGORITHM, PROTOCOL -> "?";
        };
    }

    /** Whose certificate it is; of one that a program is yet to make, with what. */
    private static String subject(CryptoUse use) {
        String subject = use.parameters().getOrDefault("subject", "");
        boolean isMade = subject.isEmpty()
                && use.kind() == CryptoUse.Kind.CERTIFICATE
                && !use.parameters().containsKey("encrypted");
        return isMade && !use.via().isEmpty() ? "made with " + use.via() : subject;
    }

    /** Which key it is, so that one in the place of another is told from it; of a certificate, renewing it is no news. */
    private static String which(CryptoUse use) {
        return use.kind() == CryptoUse.Kind.KEY ? use.identity() : "";
    }

    /** {@code keyBits=128 mode=CBC}, in the order of the names; without what tells one of many. */
    private static String parameters(CryptoUse use) {
        StringJoiner text = new StringJoiner(" ");
        use.parameters().forEach((name, value) -> {
            if (!Vocabulary.all().isIdentity(name)) {
                text.add(name + "=" + value);
            }
        });
        return text.toString();
    }
}
