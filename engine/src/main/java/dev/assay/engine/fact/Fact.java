package dev.assay.engine.fact;

/**
 * One thing that a decoder saw, without any judgement. Facts are values: immutable, and equal when they say the same.
 *
 * <p>The set is closed, so that a new kind of evidence makes the compiler list every place to update.
 */
public sealed interface Fact
        permits AutomaticCommand,
                CallableReference,
                CodeUse,
                ConstantCall,
                CryptoUse,
                Dependency,
                EmbeddedCode,
                ArchiveEntry,
                Executable,
                FileDigest,
                FileReference,
                Anomaly,
                GraphOperator,
                Indicator,
                MavenProject,
                OpenUse,
                Pipeline,
                Program,
                Property,
                RegistryRecord,
                RepositoryTrait,
                Secret,
                SharedConstant,
                Suppression,
                TensorInfo,
                TensorNames,
                TensorStatistics,
                Workflow {
    /** Where it was first seen within the decoded bytes, or -1 where no place makes sense. */
    long offsetBytes();

    /**
     * Whether it means something only together with facts of other files, and nobody knows of which. Where only what has changed
     * is judged, files that have not are read for it.
     */
    default boolean awaitsOthers() {
        return false;
    }
}
