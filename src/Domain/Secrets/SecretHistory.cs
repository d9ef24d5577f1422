using System.Globalization;

namespace Coffer.Domain.Secrets;

/// <summary>How events are told in <c>status.history</c>.</summary>
internal static class SecretHistory
{
    /// <summary>Names are frozen: people and tools read them in <c>status.history</c>.</summary>
    public static (string Type, string Detail) Line(SecretEvent @event) => @event switch
    {
        SecretEvent.Adopted adopted => ("Adopted", Detail(adopted.Content)),
        SecretEvent.SecretWritten written => ("SecretWritten", $"{written.Reason} {Detail(written.Content)}"),
        SecretEvent.SourceMoved moved => ("SourceMoved", Detail(moved.Content)),
        SecretEvent.SpecNoted noted => ("SpecNoted", string.Create(CultureInfo.InvariantCulture, $"generation={noted.Generation}")),
        SecretEvent.RestartRequested requested => ("RestartRequested", $"{requested.Id} {string.Join(',', requested.Targets)}"),
        SecretEvent.RestartSettled settled => ("RestartCompleted", $"{settled.Id} {settled.Target} {Effect(settled)}"),
        SecretEvent.Remarked remarked => ("Remarked", string.Join("; ", remarked.Remarks)),
        SecretEvent.RestartDelayed delayed => ("RestartDelayed", $"{delayed.Id} {delayed.Target} {delayed.Problem}"),
        SecretEvent.SyncFailed failed => ("SyncFailed", $"{failed.Problem.Reason}: {failed.Problem.Message}"),
        SecretEvent.SyncRecovered => ("SyncRecovered", ""),
        SecretEvent.ReplacementStarted started => ("ReplacementStarted", $"uid={started.Uid}"),
        SecretEvent.Pruned pruned => ("Pruned", pruned.Name),
        SecretEvent.ReturnOwed owed => ("ReturnOwed", owed.Owed.Id),
        SecretEvent.Returned returned => ("Returned", returned.Id),
        SecretEvent.ReturnGivenUp given => ("ReturnGivenUp", $"{given.Id} {given.Why}"),
        SecretEvent.ContestStarted contest => ("Contested", contest.Sign),
        SecretEvent.DisputeStarted dispute => ("Disputed", dispute.Sign),
        _ => (@event.GetType().Name, ""),
    };

    private static string Effect(SecretEvent.RestartSettled settled) => settled.Effect?.ToString() ?? "Failed";

    private static string Detail(SyncedContent content) => string.Create(
        CultureInfo.InvariantCulture,
        $"secret={content.SecretName} {content.Source} digest={content.ContentDigest[..12]} generation={content.Generation}");
}
