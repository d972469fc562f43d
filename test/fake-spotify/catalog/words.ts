/** Words that invented titles are made of. Nothing here names a real work; combinations that happen to exist are chance. */
export const adjectives = (
  'Midnight Paper Velvet Silver Hollow Distant Crimson Amber Broken Electric Quiet Golden Northern Lonely Burning Frozen Gentle ' +
  'Hidden Endless Fading Neon Copper Wild Scarlet Restless Sacred Summer Winter Autumn Violet Marble Glass Salt Iron Wooden ' +
  'Crystal Dusty Tender Bitter Sweet Sleepless Weightless Borrowed Forgotten Second Last First Open Secret Slow Heavy Pale ' +
  'Bright Shallow Deep Rising Falling Turning Silent Waking Blue Green Ivory Cobalt Saffron Lunar Solar Magnetic Plastic ' +
  'Analog Ghostly Feral Foreign Modern Ancient Common Careless Patient Honest Crooked Sudden Stolen Scattered Little Great'
).split(' ')

/** The second words of titles. */
export const nouns = (
  'River Ocean Harbor Static Letters Garden Window Mirror Engine Signal Lantern Meadow Orchard Canyon Valley Mountain Island ' +
  'Harvest Thunder Lightning Rain Snow Storm Horizon Shadow Echo Whisper Silence Motion Gravity Satellite Planet Comet Mercury ' +
  'Avenue Station Highway Bridge Tunnel Corner Kitchen Staircase Balcony Cathedral Carousel Circus Parade Festival Anthem ' +
  'Chorus Lullaby Serenade Waltz Tango Rhythm Machine Radio Telephone Postcard Photograph Diary Novel Riddle Promise Farewell ' +
  'Reunion Stranger Neighbor Sailor Dancer Painter Gambler Pilgrim Prophet Orphan Dreamer Sparrow Raven Heron Tiger Wolf Fox ' +
  'Horses Whale Coral Willow Cedar Juniper Clover Thistle Ember Ashes Smoke Flame Candle Arrow Anchor Compass Feather'
).split(' ')

/** The middle words of three-word albums. */
export const middles = 'Harbor City Summer Winter Radio Ocean Desert Garden Motel Border Island Railway Sunday Monday Forest Moon'.split(
  ' ',
)

/** The second words of artists. */
export const groups = (
  'Static Orchard Wolves Parade Union Machines Avenue Choir Collective Tigers Lanterns Satellites Brothers Sisters Harbor ' +
  'Horses Mirrors Cinema Theory Club Kingdom Engines Letters Rivers Pilots Ghosts Fields Republic Assembly Quartet'
).split(' ')

/** Genres as Spotify names them, in lower case. */
export const genres = (
  'indie rock,dream pop,synthpop,folk,shoegaze,art pop,house,ambient,trip hop,soul,jazz fusion,post-punk,new wave,americana,' +
  'chamber pop,downtempo,garage rock,neo soul,krautrock,bossa nova'
).split(',')
