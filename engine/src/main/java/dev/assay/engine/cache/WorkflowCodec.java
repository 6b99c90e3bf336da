package dev.assay.engine.cache;

import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link Workflow} as bytes and back, for {@link FactCodec}. */
final class WorkflowCodec {
    private WorkflowCodec() {}

    static void write(DataOutputStream out, Workflow workflow) throws IOException {
        FactCodec.text(out, workflow.name());
        out.writeInt(workflow.triggers().size());
        for (Trigger trigger : workflow.triggers()) {
            FactCodec.text(out, trigger.event());
            FactCodec.texts(out, trigger.types());
        }
        out.writeInt(workflow.jobs().size());
        for (Job job : workflow.jobs()) {
            write(out, job);
        }
        out.writeLong(workflow.offsetBytes());
    }

    private static void write(DataOutputStream out, Job job) throws IOException {
        FactCodec.text(out, job.id());
        FactCodec.texts(out, job.needs());
        FactCodec.text(out, job.condition());
        FactCodec.texts(out, job.runners());
        FactCodec.text(out, job.permissions());
        FactCodec.text(out, job.environment());
        FactCodec.text(out, job.uses());
        map(out, job.inputs());
        out.writeInt(job.steps().size());
        for (Step step : job.steps()) {
            FactCodec.text(out, step.label());
            FactCodec.text(out, step.condition());
            FactCodec.text(out, step.uses());
            FactCodec.text(out, step.run());
            FactCodec.text(out, step.shell());
            FactCodec.text(out, step.folder());
            map(out, step.inputs());
            map(out, step.environment());
            out.writeLong(step.offsetBytes());
            out.writeInt(step.line());
        }
        out.writeLong(job.offsetBytes());
        out.writeInt(job.line());
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            FactCodec.text(out, entry.getKey());
            FactCodec.text(out, entry.getValue());
        }
    }

    static Workflow read(ByteBuffer in) throws IOException {
        String name = FactCodec.text(in);
        List<Trigger> triggers = new ArrayList<>();
        for (int n = FactCodec.count(in); n > 0; n--) {
            triggers.add(new Trigger(FactCodec.text(in), FactCodec.texts(in)));
        }
        List<Job> jobs = new ArrayList<>();
        for (int n = FactCodec.count(in); n > 0; n--) {
            jobs.add(job(in));
        }
        return new Workflow(name, triggers, jobs, in.getLong());
    }

    private static Job job(ByteBuffer in) throws IOException {
        String id = FactCodec.text(in);
        List<String> needs = FactCodec.texts(in);
        String condition = FactCodec.text(in);
        List<String> runners = FactCodec.texts(in);
        String permissions = FactCodec.text(in);
        String environment = FactCodec.text(in);
        String uses = FactCodec.text(in);
        var inputs = FactCodec.parameters(in);
        List<Step> steps = new ArrayList<>();
        for (int n = FactCodec.count(in); n > 0; n--) {
            steps.add(new Step(
                    FactCodec.text(in),
                    FactCodec.text(in),
                    FactCodec.text(in),
                    FactCodec.text(in),
                    FactCodec.text(in),
                    FactCodec.text(in),
                    FactCodec.parameters(in),
                    FactCodec.parameters(in),
                    in.getLong(),
                    in.getInt()));
        }
        return new Job(
                id,
                needs,
                condition,
                runners,
                permissions,
                environment,
                uses,
                inputs,
                steps,
                in.getLong(),
                in.getInt());
    }
}
