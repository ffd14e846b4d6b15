using System.Globalization;
using System.Text.Json;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;

namespace SliceActors.Screens;

/// <summary>A line of what happened in a run.</summary>
/// <param name="Event">The event.</param>
/// <param name="Unit">The network that it is about; null when it is about the run.</param>
/// <param name="Node">The node that the network was at; null when that is not known, or the event is about the run.</param>
/// <param name="Attempt">Which of its assignments it is about; null when it is about the run.</param>
/// <param name="Words">What happened.</param>
/// <param name="Name">What people call the network.</param>
internal sealed record LogLine(DatedEvent Event, UnitId? Unit, string? Node, Attempt? Attempt, string Words, string? Name)
{
    private const string NotKnown = "–";

    /// <summary>When it was stored, as people read it.</summary>
    public string Time => Event.When is { } when ? when.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : NotKnown;

    /// <summary>Its columns without the words.</summary>
    public string[] Columns => [Time, Name ?? NotKnown, Node ?? NotKnown];

    /// <summary>The members of a JSON object. Names are never changed, only added.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var report = (Event.Happened as RunEvents.EpochCompleted)?.Report;
        json.WriteNumber("number", Event.Number);
        json.WriteString("time", Event.When?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("event", JsonNamingPolicy.SnakeCaseLower.ConvertName(Event.Happened.GetType().Name));
        ViewJson.WriteNumber(json, "fold", Unit?.Fold.Value);
        ViewJson.WriteNumber(json, "network", Unit?.Network?.Value);
        json.WriteString("node", Node);
        ViewJson.WriteNumber(json, "attempt", Attempt?.Value);
        ViewJson.WriteNumber(json, "epoch", report?.Epoch ?? (Event.Happened as RunEvents.EpochSaved)?.Epoch);
        ViewJson.WriteNumber(json, "validation_loss", report?.ValidationLoss);
        ViewJson.WriteNumber(json, "validation_balanced_accuracy", report?.ValidationBalancedAccuracy);
        json.WriteString("words", Words);
    }
}
