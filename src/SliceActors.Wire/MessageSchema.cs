using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>The schema of messages between nodes. Extend only.</summary>
public sealed class MessageSchema : Schema
{
    /// <summary>The schema of this version.</summary>
    public static readonly MessageSchema Current = new();

    private MessageSchema()
    {
        AddRegistryMessages();
        AddNodeMessages();
        AddTrainerMessages();
        AddResultMessages();
        AddJournalMessages();
        AddHistoryMessages();
        AddClientMessages();
    }

    private void AddRegistryMessages()
    {
        Add<RegistryMessages.OpenRun, P.SubmitRun>(
            "sr",
            submit => new P.SubmitRun { Submission = RunEvents.RunSubmitted.Of(submit.Submission).ToProto() },
            proto => new RegistryMessages.OpenRun(proto.Submission.FromProto().ToCommand()));
        Add<RegistryMessages.GoOnWithRun, P.ResumeRun>(
            "re",
            resume => new P.ResumeRun { Submission = RunEvents.RunSubmitted.Of(resume.Submission).ToProto(), RetryFailed = resume.RetryFailed },
            proto => new(proto.Submission.FromProto().ToCommand(), proto.RetryFailed));
        Add<RegistryMessages.StopRun, P.CancelRun>("ca", cancel => new P.CancelRun { Run = cancel.Run.Value }, proto => new(new RunId(proto.Run)));
        Add<RegistryMessages.GetRun, P.GetRun>("gr", get => new P.GetRun { Run = get.Run.Value }, proto => new(new RunId(proto.Run)));
        Add<RegistryMessages.GetRuns, P.GetRuns>("gs", _ => new P.GetRuns(), _ => new());
        Add<RegistryMessages.RunAccepted, P.RunAccepted>("ra", accepted => new P.RunAccepted { Run = accepted.Run.Value, Known = accepted.Known }, proto => new(new RunId(proto.Run), proto.Known));
        Add<RegistryMessages.Refused, P.Refused>("rd", refused => new P.Refused { Reason = refused.Reason }, proto => new(proto.Reason));
        Add<RegistryMessages.RunTroubled, P.RunTroubled>("rt", troubled => new P.RunTroubled { Run = troubled.Run.Value, Reason = troubled.Reason, Kind = (int)troubled.Kind }, proto => new(new RunId(proto.Run), proto.Reason, (TroubleKind)proto.Kind));
        Add<RegistryMessages.RunStands, P.RunView>("rv", stands => stands.View.ToProto(), proto => new(proto.FromProto()));
        Add<RegistryMessages.RunList, P.RunList>("rl", ClientMapping.ToProto, ClientMapping.FromProto);
    }

    private void AddNodeMessages()
    {
        Add<NodeMessages.NodeHello, P.NodeHello>("nh", MessageMapping.ToProto, MessageMapping.FromProto);
        Add<NodeMessages.AskHello, P.AskHello>("ah", ask => new P.AskHello { Question = ask.Question }, proto => new(proto.Question));
        Add<NodeMessages.TrainUnit, P.TrainUnit>("tu", MessageMapping.ToProto, MessageMapping.FromProto);
        Add<NodeMessages.SlotTaken, P.SlotTaken>("st", taken => new P.SlotTaken { Unit = taken.Unit.ToProto() }, proto => new(proto.Unit.FromProto()));
        Add<NodeMessages.StopUnits, P.StopUnits>("su", stop => new P.StopUnits { Run = stop.Run.Value }, proto => new(new RunId(proto.Run)));
        Add<NodeMessages.UnitsStopped, P.UnitsStopped>("us", stopped => new P.UnitsStopped { Run = stopped.Run.Value }, proto => new(new RunId(proto.Run)));
    }

    private void AddTrainerMessages()
    {
        Add<TrainerMessages.EpochFinished, P.EpochFinished>("ef", finished => new P.EpochFinished { Unit = finished.Unit.ToProto(), Report = finished.Report.ToProto() }, proto => new(proto.Unit.FromProto(), proto.Report.FromProto()));
        Add<TrainerMessages.EpochRecorded, P.EpochRecorded>("er", recorded => new P.EpochRecorded { Unit = recorded.Unit.ToProto(), Epoch = recorded.Epoch }, proto => new(proto.Unit.FromProto(), proto.Epoch));
        Add<TrainerMessages.BatchFinished, P.BatchFinished>(
            "bf",
            finished => new P.BatchFinished { Unit = finished.Unit.ToProto(), Epoch = finished.Epoch, Batch = finished.Batch, Batches = finished.Batches },
            proto => new(proto.Unit.FromProto(), proto.Epoch, proto.Batch, proto.Batches));
        Add<TrainerMessages.UnitFinished, P.UnitFinished>("uf", MessageMapping.ToProto, MessageMapping.FromProto);
        Add<TrainerMessages.UnitBroken, P.UnitBroken>("ub", broken => new P.UnitBroken { Unit = broken.Unit.ToProto(), Reason = broken.Reason, Cause = (int)broken.Cause }, proto => new(proto.Unit.FromProto(), proto.Reason, Bounds.Term<FailureCause>(proto.Cause)));
        Add<TrainerMessages.UnitDeclined, P.UnitDeclinedByNode>(
            "ud",
            declined => new P.UnitDeclinedByNode { Unit = declined.Unit.ToProto(), Reason = declined.Reason, Cause = (int)declined.Cause },
            proto => new(proto.Unit.FromProto(), proto.Reason, (TroubleKind)proto.Cause));
        Add<TrainerMessages.UnitStopped, P.UnitStopped>("ux", stopped => new P.UnitStopped { Unit = stopped.Unit.ToProto() }, proto => new(proto.Unit.FromProto()));
        Add<TrainerMessages.UnitSettled, P.UnitSettled>("ut", settled => new P.UnitSettled { Unit = settled.Unit.ToProto(), IsLeftOver = settled.IsLeftOver }, proto => new(proto.Unit.FromProto(), proto.IsLeftOver));
    }

    private void AddResultMessages()
    {
        Add<ResultMessages.PublishUnits, P.PublishUnits>("rp", ResultMapping.ToProto, ResultMapping.FromProto);
        Add<ResultMessages.UnitsPublished, P.UnitsPublished>(
            "up",
            published => new P.UnitsPublished { Run = published.Run.Value, Units = { published.Units.Select(ResultMapping.ToProto) } },
            proto => new(new RunId(proto.Run), [.. proto.Units.Select(ResultMapping.FromProto)]));
        Add<ResultMessages.WriteFold, P.WriteFold>("wf", ResultMapping.ToProto, ResultMapping.FromProto);
        Add<ResultMessages.FoldWritten, P.FoldWritten>(
            "fw",
            written => new P.FoldWritten { Run = written.Run.Value, Summary = written.Summary.ToProto(), Completed = { written.Completed.Select(OutcomeMapping.ToProto) } },
            proto => new(new RunId(proto.Run), proto.Summary.FromProto(), [.. proto.Completed.Select(OutcomeMapping.FromProto)]));
        Add<ResultMessages.WriteSummary, P.WriteSummary>(
            "ws",
            write => new P.WriteSummary { Run = write.Run.Value, Folder = write.Folder, Folds = { write.Folds.Select(OutcomeMapping.ToProto) } },
            proto => new(new RunId(proto.Run), proto.Folder, [.. proto.Folds.Select(OutcomeMapping.FromProto)]));
        Add<ResultMessages.SummaryWritten, P.SummaryWritten>(
            "sw",
            written => new P.SummaryWritten { Run = written.Run.Value, Folds = PlanMapping.Hex(written.Folds) },
            proto => new(new RunId(proto.Run), PlanMapping.Hex(proto.Folds)));
        Add<ResultMessages.WritingBroken, P.WritingBroken>(
            "wb",
            broken => new P.WritingBroken { Run = broken.Run.Value, Node = broken.Node, Reason = broken.Reason, Cause = (int)broken.Cause },
            proto => new(new RunId(proto.Run), proto.Node, proto.Reason, (TroubleKind)proto.Cause));
    }

    private void AddJournalMessages()
    {
        Add<JournalMessages.TakeOverRun, P.TakeOverRun>("jt", JournalMapping.ToProto, JournalMapping.FromProto);
        Add<JournalMessages.HandBackRun, P.HandBackRun>("jh", JournalMapping.ToProto, JournalMapping.FromProto);
        Add<JournalMessages.RunHandedBack, P.RunHandedBack>("jb", MessageMapping.ToProto, MessageMapping.FromProto);
    }

    private void AddHistoryMessages()
    {
        Add<HistoryMessages.GetEvents, P.GetEvents>(
            "hg",
            get => new P.GetEvents { Run = get.Run.Value, After = get.After, WithEpochs = get.WithEpochs },
            proto => new(new RunId(proto.Run), proto.After, proto.WithEpochs));
        Add<HistoryMessages.EventsHappened, P.EventsHappened>("he", JournalMapping.ToProto, JournalMapping.FromProto);
    }

    private void AddClientMessages()
    {
        Add<ClientMessages.AskVersion, P.AskVersion>("av", _ => new P.AskVersion(), _ => new());
        Add<ClientMessages.ClusterVersion, P.ClusterVersion>("cv", ClientMapping.ToProto, ClientMapping.FromProto);
        Add<ClientMessages.SubmitStudy, P.SubmitStudy>(
            "cs",
            submit => new P.SubmitStudy { Wish = submit.Wish, Arguments = { submit.Arguments }, Directory = submit.Directory, Priority = submit.Priority },
            proto => new(proto.Wish, [.. proto.Arguments], proto.Directory, Math.Max(1, proto.Priority)));
        Add<ClientMessages.HoldRun, P.HoldRun>("ch", hold => new P.HoldRun { Run = hold.Run.Value }, proto => new(new RunId(proto.Run)));
        Add<ClientMessages.DrainNode, P.DrainNode>("cd", drain => new P.DrainNode { Node = drain.Node }, proto => new(proto.Node));
        Add<ClientMessages.ResumeStudy, P.ResumeStudy>(
            "cr",
            resume => new P.ResumeStudy { Wish = resume.Wish, Folder = resume.Folder, RetryFailed = resume.RetryFailed },
            proto => new(proto.Wish, proto.Folder, proto.RetryFailed));
        Add<ClientMessages.StudyUnderCheck, P.StudyUnderCheck>("cu", under => new P.StudyUnderCheck { Node = under.Node }, proto => new(proto.Node));
        Add<ClientMessages.StudyFaulty, P.StudyFaulty>("cf", ClientMapping.ToProto, ClientMapping.FromProto);
        Add<ClientMessages.StudyAccepted, P.StudyAccepted>(
            "cc",
            accepted => new P.StudyAccepted { Run = accepted.Run.Value, Folder = accepted.Folder, Known = accepted.Known, Notices = { accepted.Notices } },
            proto => new(new RunId(proto.Run), proto.Folder, proto.Known, [.. proto.Notices]));
        Add<ClientMessages.GetNodes, P.GetNodes>("cn", _ => new P.GetNodes(), _ => new());
        Add<ClientMessages.NodeList, P.NodeList>("cl", ClientMapping.ToProto, ClientMapping.FromProto);
    }
}
