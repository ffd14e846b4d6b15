using System.Text.Json;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;

namespace SliceActors.Screens;

/// <summary>Where a run stands, for a program: one JSON object on one line. Names are never changed, only added.</summary>
internal static class StatusJson
{
    public static string Write(RunStatus status) => JsonLine.Of(json =>
    {
        WriteRun(json, status);
        ViewJson.WriteNetworks(json, status.View);
        WriteSetAside(json, status);
    });

    private static void WriteRun(Utf8JsonWriter json, RunStatus status)
    {
        json.WriteString("run", status.View.Run.Value);
        json.WriteString("output_directory", status.Tree.Root);
        json.WriteString("network_type", status.Spec.NetworkType.Term());
        json.WriteString("architecture", status.Spec.Network.Architecture);
        json.WriteString("state", status.State.Replace(' ', '_'));
        json.WriteBoolean("at_work", status.IsAtWork);
        WriteProcess(json, status.Process);
        json.WriteString("begun_by_version", status.BegunBy);
        if (status.Journal.Started is { } started)
        {
            json.WriteString("started", started);
        }
        else
        {
            json.WriteNull("started");
        }

        json.WriteNumber("epochs_done", status.View.EpochsDone);
        json.WriteNumber("epochs_planned", status.View.EpochsPlanned);
        ViewJson.WriteNumber(json, "epochs_per_minute", status.EpochsPerMinute);
        ViewJson.WriteNumber(json, "seconds_left", status.TimeLeft?.TotalSeconds);
        json.WriteString("stopped_because", status.View.Failure?.Reason);
        json.WriteString("next", status.Next);
    }

    private static void WriteProcess(Utf8JsonWriter json, FolderOwner? process)
    {
        if (process is null)
        {
            json.WriteNull("process");
            return;
        }

        json.WriteStartObject("process");
        json.WriteString("host", process.Host);
        json.WriteNumber("id", process.Process);
        json.WriteString("since", process.Started.UtcDateTime);
        json.WriteEndObject();
    }

    private static void WriteSetAside(Utf8JsonWriter json, RunStatus status)
    {
        json.WriteStartArray("set_aside");
        foreach (var (node, reason) in status.SetAside)
        {
            json.WriteStartObject();
            json.WriteString("node", node);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
