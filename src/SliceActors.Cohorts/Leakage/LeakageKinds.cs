using System.Text.Json;

namespace SliceActors.Cohorts.Leakage;

/// <summary>What is fixed about each kind.</summary>
public static class LeakageKinds
{
    /// <summary>Its name in <c>leakage.tsv</c>, for example <c>same-image</c>.</summary>
    public static string Term(this LeakageKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>Whether nobody can doubt it: a study with it is refused, unless leakage is allowed. A prediction is only warned of: applying networks to people whom they know is no mistake as such.</summary>
    public static bool IsRefused(this LeakageKind kind) =>
        kind is LeakageKind.SameSession or LeakageKind.SameParticipant or LeakageKind.SameImage or LeakageKind.SourceParticipant or LeakageKind.SourceImage;
}
