package dev.assay.engine.scan;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Executable;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.rule.Facts;
import java.util.ArrayList;
import java.util.List;

/** Gathers from facts what a model is. */
final class Inspection {
    private Inspection() {}

    /**
     * What one place says.
     *
     * @param sizeBytes -1 for a member
     * @param sha256 empty if it is not known or not wanted
     */
    static Inspected of(Facts facts, long sizeBytes, String sha256) {
        List<Property> properties = new ArrayList<>();
        List<TensorInfo> tensors = new ArrayList<>();
        List<TensorStatistics> statistics = new ArrayList<>();
        List<String> code = new ArrayList<>();
        int codeCount = 0;
        for (Fact fact : facts.facts()) {
            String shown = "";
            switch (fact) {
                case Property property -> properties.add(property);
                case TensorInfo tensor -> tensors.add(tensor);
                case TensorStatistics numbers -> statistics.add(numbers);
                case CallableReference callable -> shown = named(callable);
                case EmbeddedCode embedded -> shown = embedded.language() + ": " + embedded.name();
                case Executable executable ->
                    shown = executable.format() + " " + executable.kind() + " for " + executable.machine();
                case CodeUse use -> shown = use.language() + ": " + use.name();
                case ArchiveEntry _,
                        Anomaly _,
                        AutomaticCommand _,
                        ConstantCall _,
                        FileDigest _,
                        FileReference _,
                        CryptoUse _,
                        Dependency _,
                        GraphOperator _,
                        Indicator _,
                        MavenProject _,
                        OpenUse _,
                        Pipeline _,
                        Program _,
                        RegistryRecord _,
                        RepositoryTrait _,
                        Secret _,
                        SharedConstant _,
                        Suppression _,
                        TensorNames _,
                        Workflow _ -> {}
            }
            if (!shown.isEmpty() && codeCount++ < Inspected.MOST_CODE) {
                code.add(shown);
            }
        }
        return new Inspected(
                facts.at(), facts.formats(), sizeBytes, sha256, properties, tensors, statistics, code, codeCount);
    }

    private static String named(CallableReference callable) {
        return callable.name().isEmpty() ? callable.module() : callable.module() + "." + callable.name();
    }

    /**
     * What an artifact and its members say, without members that have nothing but code: that is told with the artifact, where
     * whoever asks for custom code looks.
     *
     * @param all the artifact first
     */
    static List<Inspected> folded(List<Inspected> all) {
        if (all.isEmpty()) {
            return all;
        }
        Inspected whole = all.getFirst();
        List<String> code = new ArrayList<>(whole.code());
        int codeCount = whole.codeCount();
        List<Inspected> folded = new ArrayList<>();
        for (Inspected member : all.subList(1, all.size())) {
            if (!member.properties().isEmpty()
                    || !member.tensors().isEmpty()
                    || !member.statistics().isEmpty()) {
                folded.add(member);
                continue;
            }
            codeCount += member.codeCount();
            for (String each : member.code()) {
                if (code.size() < Inspected.MOST_CODE && !code.contains(each)) {
                    code.add(each);
                }
            }
        }
        folded.addFirst(new Inspected(
                whole.location(),
                whole.formats(),
                whole.sizeBytes(),
                whole.sha256(),
                whole.properties(),
                whole.tensors(),
                whole.statistics(),
                code,
                codeCount));
        return folded;
    }
}
