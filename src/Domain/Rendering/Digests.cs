namespace Coffer.Domain.Rendering;

/// <summary>Digests of a Secret's data; they tell sameness and nothing else.</summary>
/// <param name="Content">Over all keys; hex. Decides whether the Secret is written.</param>
/// <param name="Restart">Without <c>_raw</c>; hex. Decides whether workloads are rolled.</param>
/// <param name="ReferenceMac">As the reference operator stores it; base64.</param>
/// <param name="Keys">Number of keys.</param>
/// <param name="KeyId">Which of the operator's keys they were made with; digests of different keys are not to be compared.</param>
public sealed record Digests(string Content, string Restart, string ReferenceMac, int Keys, string KeyId)
{
    /// <summary>Of nothing that is known.</summary>
    public static readonly Digests None = new("", "", "", 0, "");
}
