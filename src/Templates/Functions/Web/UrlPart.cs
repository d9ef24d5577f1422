namespace Coffer.Templates.Functions.Web;

/// <summary>A part of a URL, by which it depends what is escaped.</summary>
internal enum UrlPart
{
    Path,
    Host,
    Zone,
    UserPassword,
    Fragment,
}
