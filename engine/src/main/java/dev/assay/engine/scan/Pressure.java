package dev.assay.engine.scan;

/**
 * From which share of the memory on, in percent, fewer artifacts are let in.
 *
 * @param fewerAt half as many as there are jobs
 * @param oneAt one at a time
 */
public record Pressure(int fewerAt, int oneAt) {
    public static final Pressure DEFAULT = new Pressure(80, 90);
}
