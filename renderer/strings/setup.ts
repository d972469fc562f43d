/** The texts of the page Set up. */
export const setupTexts = {
  title: 'Welcome to Tonearm',
  intro: 'Three steps, about five minutes. Then Claude can search, play and organise your music. You decide what it may do.',
  titleLeft: (steps: number) => (steps === 1 ? 'One step to go' : 'Two steps to go'),
  introLeft: (app: string) => `Then ${app} can search, play and organise your music. You decide what it may do.`,
  titleDone: 'Tonearm is set up',
  introDone: (app: string) => `Everything is ready. Ask ${app} something about your music, for example:`,
  examples: ['Play something calm.', 'What have I listened to today?', 'Make a playlist of twenty songs for a long drive.'],
  state: { done: 'Done', now: 'To do', later: 'Later' },
  show: 'Show',
  hide: 'Hide',
  app: {
    title: 'Create your own Spotify app',
    why: 'Spotify asks everyone who uses a tool like this to register an app. It is free, but you need Spotify Premium.',
    done: 'Tonearm knows your Spotify app.',
    create: {
      title: 'Create an app',
      text: 'Open your Spotify dashboard, sign in, and choose “Create app”. You can use any name and description.',
      button: 'Open the Spotify dashboard',
    },
    redirect: {
      title: 'Paste the redirect URI',
      text: 'Copy this into the field “Redirect URIs”, exactly as it is. Tick “Web API”, then save.',
      what: 'the redirect URI',
    },
    copyId: {
      title: 'Copy the client ID',
      text: 'The page of your new app shows the “Client ID”. Copy it and paste it below. You do not need the client secret.',
    },
    field: 'Client ID',
    hint: '32 characters: digits and the letters a to f',
    complete: '32 of 32 characters: this looks right.',
    save: 'Save client ID',
    saved: 'The client ID is saved.',
    others:
      'Do other people in your home want to use Tonearm with this app? Add them under “User Management” in the dashboard. Spotify allows five accounts for each app.',
    mistakes: {
      empty: 'First paste the client ID from your app’s page.',
      several: 'This has two different IDs. Paste only the client ID. Never share the client secret.',
      address: 'There is no client ID in this address. You find the client ID on your app’s page in the dashboard, below the app’s name.',
      character: (character: string) =>
        `A client ID has only digits and the letters a to f. This one has “${character}”. Copy it again from your app’s page.`,
      length: (length: number) => `A client ID has 32 characters. This one has ${length}. Copy it again from your app’s page.`,
    },
  },
  signIn: {
    title: 'Sign in to Spotify',
    why: 'You sign in on Spotify’s own page. Tonearm never sees your password.',
    later: 'You can do this when the client ID is saved.',
    asks: (chosen: number, all: number) =>
      chosen === all ? `Tonearm will ask for all ${all} permissions.` : `Tonearm will ask for ${chosen} of ${all} permissions.`,
    without: 'Without the others:',
    choose: 'Choose permissions',
  },
  connect: {
    title: (app: string) => `Connect ${app}`,
    why: 'Choose the app in which you want to use Tonearm. You see every change before it is made.',
    later: 'You can do this when you are signed in.',
    waiting: 'Waiting for the first connection. This step is done when an app connects.',
    done: (names: string) => `Connected: ${names}.`,
  },
}
