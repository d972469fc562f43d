/** The texts of the buttons beside a problem. */
export const problemButtonTexts = {
  goTo: (page: string) => `Go to the page ${page}`,
  places: { 'spotify-dashboard': 'Open the Spotify dashboard', 'data-folder': 'Open data folder' },
}
