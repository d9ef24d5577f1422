namespace Coffer.Templates.Functions.Web;

/// <summary>Which version of the Internet protocol an address belongs to.</summary>
internal enum IpFamily
{
    V4,
    V6,
}
