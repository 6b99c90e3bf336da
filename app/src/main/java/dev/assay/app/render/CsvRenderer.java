package dev.assay.app.render;

import dev.assay.detectors.crypto.Deadline;
import dev.assay.detectors.crypto.Replacement;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A table by RFC 4180: a row for each finding, or with {@code --facts} for each cryptographic asset and
 * each dependency; for each gap in both; and the verdict as the last row, without which the table was cut off. Nothing is kept. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe (OWASP, CSV injection); a number of our own is none.
 */
final class CsvRenderer implements ReportSink {
    private static final List<String> PLACE =
            List.of("location", "target", "path", "entry", "line", "column", "offset");
    private static final List<String> OF_FINDINGS =
            List.of("type", "severity", "rule", "title", "message", "remedy", "evidence", "fingerprint", "groups");
    private static final List<String> OF_ASSETS = List.of(
            "type",
            "kind",
            "name",
            "algorithm",
            "purpose",
            "parameters",
            "quantum",
            "classicalBits",
            "nistLevel",
            "status",
            "oid",
            "wave",
            "replacement",
            "hybrid",
            "effort",
            "harvest",
            "agility",
            "deadline",
            "daysLeft",
            "origin",
            "source",
            "via",
            "fingerprint");

    /** The column of numbers that may be below zero, in which nobody else writes. */
    private static final int DAYS_LEFT = OF_ASSETS.indexOf("daysLeft");

    /** Signs with which Excel, LibreOffice or Google Sheets begin a formula, also in their wide forms. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Lines out;
    private final boolean facts;
    private final AssetJudge judge;

    CsvRenderer(OutputStream out, RenderOptions options) {
        this.out = new Lines(out);
        this.facts = options.facts();
        this.judge = new AssetJudge(options);
        List<String> header = new ArrayList<>(facts ? OF_ASSETS : OF_FINDINGS);
        header.addAll(PLACE);
        line(header);
    }

    @Override
    public void finding(Finding finding) {
        if (!facts) {
            row(
                    finding.location(),
                    "finding",
                    finding.severity().id(),
                    finding.ruleId(),
                    finding.title(),
                    finding.message(),
                    finding.remedy(),
                    joined(finding.evidence()),
                    finding.fingerprint(),
                    String.join("; ", finding.groups()));
        }
    }

    @Override
    public void asset(CryptoAsset asset) {
        if (facts) {
            judge.of(asset).forEach(this::asset);
        }
    }

    private void asset(AssetJudge.Judged judged) {
        CryptoUse use = judged.use();
        AssetStrength strength = judged.strength();
        row(
                judged.asset().location(),
                "asset",
                ReportJson.kind(use),
                AssetName.of(use),
                use.algorithm(),
                use.purpose(),
                joined(use.parameters()),
                strength.quantum(),
                known(strength.classicalBits()),
                known(strength.nistLevel()),
                strength.status(),
                strength.oid(),
                replaced(judged, replacement -> Integer.toString(replacement.wave())),
                replaced(judged, Replacement::to),
                replaced(judged, Replacement::hybrid),
                replaced(judged, replacement -> replacement.effort().word()),
                Integer.toString(judged.assessment().harvest().score()),
                judged.assessment().agility().word(),
                due(
                        judged,
                        deadline -> deadline.verdict() + " from " + deadline.from() + " by "
                                + deadline.regime().id()),
                due(judged, deadline -> Long.toString(deadline.daysLeft())),
                judged.origin(),
                use.source(),
                use.via(),
                judged.asset().fingerprint());
    }

    private static String replaced(AssetJudge.Judged judged, Function<Replacement, String> what) {
        return judged.assessment().replacement().map(what).orElse("");
    }

    /** Of the nearest deadline. */
    private static String due(AssetJudge.Judged judged, Function<Deadline, String> what) {
        return judged.assessment().deadlines().stream().findFirst().map(what).orElse("");
    }

    @Override
    public void gap(Gap gap) {
        other(gap.location(), "gap", gap.kind().id(), gap.reason());
    }

    @Override
    public void dependency(FoundDependency dependency) {
        if (facts) {
            Dependency each = dependency.dependency();
            Dependency.Origin origin = each.origin();
            row(
                    dependency.location(),
                    "dependency",
                    each.coordinates().ecosystem(),
                    each.coordinates().purl(each.version()),
                    "",
                    each.scope().id(),
                    each.range(),
                    "",
                    "",
                    "",
                    each.relation().id(),
                    "", // no identifier, and nothing from the wave to the origin of code
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    origin.address().isEmpty() ? origin.kind().id() : origin.address(),
                    String.join(" > ", each.path()),
                    each.integrity());
        }
    }

    @Override
    public boolean wantsDependencies() {
        return facts;
    }

    @Override
    public void suppressed(Suppressed each) {
        if (!facts) {
            row(each.location(), "suppressed", "", each.what(), "by " + each.by(), "", "", "", each.fingerprint(), "");
        }
    }

    @Override
    public void end(Summary summary) {
        other(
                Location.of(String.join(" ", summary.targets()), ""),
                "verdict",
                summary.verdict().id(),
                TextSummary.counts(summary, ", "));
        out.flush();
    }

    /** A row of neither kind of table: what it is, and a text. */
    private void other(Location at, String type, String kind, String text) {
        if (facts) {
            List<String> cells = new ArrayList<>(List.of(type, kind, text));
            cells.addAll(Collections.nCopies(OF_ASSETS.size() - cells.size(), ""));
            row(at, cells.toArray(String[]::new));
        } else {
            row(at, type, "", kind, text, "", "", "", "", "");
        }
    }

    private void row(Location at, String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        row.add(at.toString());
        row.add(at.target());
        row.add(at.path());
        row.add(String.join("!", at.entries()));
        row.add(at.line() > 0 ? Integer.toString(at.line()) : "");
        row.add(at.column() > 0 ? Integer.toString(at.column()) : "");
        row.add(known(at.offsetBytes()));
        line(row);
    }

    private static String known(long number) {
        return number < 0 ? "" : Long.toString(number);
    }

    private static String joined(Map<String, String> pairs) {
        List<String> parts = new ArrayList<>();
        pairs.forEach((key, value) -> parts.add(key + "=" + value));
        return String.join("; ", parts);
    }

    private void line(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String value = cells.get(i);
            boolean ours = facts && i == DAYS_LEFT && isWholeNumber(value);
            out.add(i == 0 ? "" : ",").add(ours ? value : cell(value));
        }
        out.add("\r\n");
    }

    /** What would not show as itself is escaped, so a cell never holds a line break. */
    private static String cell(String value) {
        String text = Terminal.escape(value, true);
        if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        text = withoutFormulasBehindSemicolons(text);
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.startsWith(" ") || text.endsWith(" ");
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** With an apostrophe a number below zero would be a text to spreadsheets. */
    private static boolean isWholeNumber(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > 1 && text.length() <= 20 && text.charAt(0) == '-';
    }

    /** Where a comma parts decimals, spreadsheets part cells at semicolons. */
    private static String withoutFormulasBehindSemicolons(String text) {
        if (text.indexOf(';') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            boolean begins = c == ';' && i + 1 < text.length();
            if (begins && (FORMULA.indexOf(text.charAt(i + 1)) >= 0 || text.charAt(i + 1) == '"')) {
                out.append('\'');
            }
        }
        return out.toString();
    }
}
