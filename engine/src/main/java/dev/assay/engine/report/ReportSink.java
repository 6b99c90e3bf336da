package dev.assay.engine.report;

/**
 * Takes a report as it is made, in walk order. Called by one thread at a time. What a report may be without has a default; what
 * decides about it has none.
 */
public interface ReportSink {
    void finding(Finding finding);

    void gap(Gap gap);

    /** A program that was asked for. Those of an artifact come before its findings. */
    default void program(Explained program) {}

    /** What a model is, which was asked for. Behind its programs, before its findings. */
    default void inspected(Inspected model) {}

    /** Cryptography, behind what the model is, before the findings. Told whether anybody asked for it or not. */
    default void asset(CryptoAsset asset) {}

    /** A package that was asked about; before its findings and gaps. */
    default void checked(CheckedPackage checked) {}

    /** A package that is named. Behind cryptography, before the findings. */
    default void dependency(FoundDependency dependency) {}

    /** Whether packages that are named are to be told at all: an organisation's lockfiles have hundreds of thousands. */
    default boolean wantsDependencies() {
        return true;
    }

    void suppressed(Suppressed suppressed);

    /** Called once, last, also after an interruption. */
    void end(Summary summary);
}
