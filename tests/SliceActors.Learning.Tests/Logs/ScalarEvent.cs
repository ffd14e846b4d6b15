namespace SliceActors.Learning.Tests.Logs;

internal sealed record ScalarEvent(double WallTime = 0, long Step = 0, string? Version = null, string? Tag = null, float Value = 0);
