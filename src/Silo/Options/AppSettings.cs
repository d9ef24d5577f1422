namespace Coffer.Silo.Options;

/// <summary>The appsettings.json of the working directory, if there is one.</summary>
internal static class AppSettings
{
    public static IConfiguration Load() =>
        new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory()).AddJsonFile("appsettings.json", optional: true).Build();
}
