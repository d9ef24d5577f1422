namespace Coffer.Templates.Functions.Web;

/// <summary>The user of a URL, decoded.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password; none if there was no colon.</param>
internal sealed record UserInfo(string Name, string? Password)
{
    /// <summary>Encoded again.</summary>
    public override string ToString() =>
        UrlEscaping.Escape(Name, UrlPart.UserPassword) + (Password is null ? "" : ":" + UrlEscaping.Escape(Password, UrlPart.UserPassword));
}
