using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>The schema of journals. Extend only.</summary>
public sealed class JournalSchema : Schema
{
    /// <summary>The schema of this version.</summary>
    public static readonly JournalSchema Current = new();

    internal const string HistoryTakenOver = "rh";

    private JournalSchema()
    {
        Add<RunEvents.RunSubmitted, P.RunSubmitted>("rs", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.RunExtended, P.RunExtended>("re", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.UnitAssigned, P.UnitAssigned>("ua", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.EpochCompleted, P.EpochCompleted>("ec", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.EpochSaved, P.EpochSaved>("es", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.UnitCompleted, P.UnitCompleted>("uc", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.UnitDeclined, P.UnitDeclined>("ud", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.UnitFailed, P.UnitFailed>("uf", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.FoldMerged, P.FoldMerged>("fm", merged => new P.FoldMerged { Summary = merged.Summary.ToProto() }, proto => new RunEvents.FoldMerged(proto.Summary.FromProto()));
        Add<RunEvents.RunCompleted, P.RunCompleted>("rc", completed => new P.RunCompleted { FailedUnits = completed.FailedUnits }, proto => new RunEvents.RunCompleted(proto.FailedUnits));
        Add<RunEvents.RunFailed, P.RunFailed>("rf", EventMapping.ToProto, EventMapping.FromProto);
        Add<RunEvents.RunCancelled, P.RunCancelled>("rx", _ => new P.RunCancelled(), _ => new RunEvents.RunCancelled());
        Add<RunEvents.RunPaused, P.RunPaused>("rw", _ => new P.RunPaused(), _ => new RunEvents.RunPaused());
        Add<RunEvents.RunResumed, P.RunResumed>("rr", resumed => new P.RunResumed { RetryFailed = resumed.RetryFailed }, proto => new RunEvents.RunResumed(proto.RetryFailed));
        Add<RunEvents.HistoryTakenOver, P.HistoryTakenOver>(HistoryTakenOver, JournalMapping.ToProto, JournalMapping.FromProto);
        Add<FoldEvents.PredictionsRecorded, P.PredictionsRecorded>("pr", recorded => new P.PredictionsRecorded { Outcome = recorded.Predictions.ToProto() }, proto => new FoldEvents.PredictionsRecorded(proto.Outcome.FromProto()));
        Add<FoldEvents.VoteMerged, P.VoteMerged>("vm", EventMapping.ToProto, EventMapping.FromProto);
        Add<RegistryEvents.RunOpened, P.RunOpened>(
            "ro",
            opened => new P.RunOpened { Run = opened.Run.Value, Folder = opened.Folder ?? string.Empty, Stay = opened.Stay ?? string.Empty, Priority = opened.Stay is null ? 0 : opened.Priority },
            proto => new RegistryEvents.RunOpened(new RunId(proto.Run), proto.Folder.Length > 0 ? proto.Folder : null, proto.Stay.Length > 0 ? proto.Stay : null, proto.Priority == 0 ? ClientMessages.UsualPriority : proto.Priority));
        Add<RegistryEvents.RunClosed, P.RunClosed>("rz", closed => new P.RunClosed { Run = closed.Run.Value }, proto => new RegistryEvents.RunClosed(new RunId(proto.Run)));
    }
}
